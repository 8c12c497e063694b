package chancery.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import chancery.net.TlsaRecord;
import java.net.URI;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records of MTA-STS, TLS-RPT and DANE as text. */
@NullMarked
class TxtRecordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=STSv1; id=20160831085700Z;",
                "v=STSv1;id=20160831085700Z",
                "v=STSv1 ;\tid=20160831085700Z ; ",
                "v=STSv1; future=x.y-z; id=20160831085700Z;",
                "v=STSv1; id=20160831085700Z; id=other"
            })
    void mtaStsGood(String text) throws SyntaxException {
        assertThat(MtaStsRecord.parse(text).id()).isEqualTo("20160831085700Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=STSv1",
                "v=STSv1;",
                "v=STSv2; id=1",
                "v=STSv11; id=1",
                "V=STSv1; id=1",
                " v=STSv1; id=1",
                "id=1; v=STSv1",
                "v=STSv1; id=",
                "v=STSv1; id=a-b",
                "v=STSv1; id=123456789012345678901234567890123",
                "v=STSv1; ; id=1",
                "v=STSv1; id=1; nonsense",
                "v=STSv1; id=é"
            })
    void mtaStsBad(String text) {
        assertThatThrownBy(() -> MtaStsRecord.parse(text))
                .isInstanceOfSatisfying(
                        SyntaxException.class, e -> assertThat(e.position()).isBetween(0, text.length()));
    }

    @Test
    void onlyOneRecordOfTheVersionCounts() {
        assertThat(MtaStsRecord.only(List.of("other", "v=STSv1; id=1"))).contains("v=STSv1; id=1");
        assertThat(MtaStsRecord.only(List.of("v=STSv1; id=1", "v=STSv1; id=1"))).isEmpty();
        assertThat(TlsRptRecord.only(List.of("v=STSv1; id=1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=TLSRPTv1;rua=mailto:reports@example.com",
                "v=TLSRPTv1; rua=mailto:reports@example.com;",
                "v=TLSRPTv1; rua=mailto:reports@example.com,ftp://a.example/",
                "v=TLSRPTv1; x=y; rua=mailto:reports@example.com"
            })
    void tlsRptGood(String text) throws SyntaxException {
        assertThat(TlsRptRecord.parse(text).rua()).containsExactly(URI.create("mailto:reports@example.com"));
    }

    @Test
    void severalAddresses() throws SyntaxException {
        var record = TlsRptRecord.parse("v=TLSRPTv1; rua=mailto:a@example.com , https://r.example/v1?x=%2C%21");
        assertThat(record.rua())
                .containsExactly(URI.create("mailto:a@example.com"), URI.create("https://r.example/v1?x=%2C%21"));
        assertThat(TlsRptRecord.parse(record.text())).isEqualTo(record);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=TLSRPTv1",
                "v=TLSRPTv1;",
                "v=TLSRPTv2; rua=mailto:a@b.example",
                "v=TLSRPTv1; ruf=mailto:a@b.example",
                "v=TLSRPTv1; rua=a@b.example",
                "v=TLSRPTv1; rua=mailto:",
                "v=TLSRPTv1; rua=mailto:@b.example",
                "v=TLSRPTv1; rua=mailto:a@b.example,,mailto:c@d.example",
                "v=TLSRPTv1; rua=https:///x",
                "v=TLSRPTv1; rua=http://r.example/",
                "v=TLSRPTv1; rua=mailto:a b@c.example"
            })
    void tlsRptBad(String text) {
        assertThatThrownBy(() -> TlsRptRecord.parse(text))
                .isInstanceOfSatisfying(
                        SyntaxException.class, e -> assertThat(e.position()).isBetween(0, text.length()));
    }

    @Test
    void tlsaGood() throws SyntaxException {
        var wanted = new TlsaRecord(3, 1, 1, "00ffaa");
        for (String text : List.of("3 1 1 00FFAA", " 3\t1  1 00ff aa ", "003 001 01 00ffAA")) {
            assertThat(TlsaParser.parse(text)).isEqualTo(wanted);
        }
        assertThat(TlsaParser.parse(TlsaParser.text(wanted))).isEqualTo(wanted);
        assertThat(TlsaParser.parse("255 9 7 00").usage()).isEqualTo(255);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "3 1 1", "3 1 1 ", "3 1 1 0", "3 1 1 0g", "256 1 1 00", "-1 1 1 00", "3 1 00", "a b c 00"})
    void tlsaBad(String text) {
        assertThatThrownBy(() -> TlsaParser.parse(text)).isInstanceOf(SyntaxException.class);
    }

    @Property
    void idsAreReadAgain(@ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 32) String id)
            throws SyntaxException {
        assertThat(MtaStsRecord.parse(new MtaStsRecord(id).text()).id()).isEqualTo(id);
    }
}

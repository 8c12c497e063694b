package chancery.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;

@NullMarked
class TlsaParserFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void record(byte[] octets) {
        var text = new String(octets, StandardCharsets.ISO_8859_1);
        try {
            var record = TlsaParser.parse(text);
            assertThat(TlsaParser.parse(TlsaParser.text(record))).isEqualTo(record);
            if (TlsaRecords.usable(record)) {
                assertThat(record.usage()).isBetween(2, 3);
            }
        } catch (SyntaxException malformed) {
            assertThat(malformed.position()).isBetween(0, text.length());
        }
    }
}

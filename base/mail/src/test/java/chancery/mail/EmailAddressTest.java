package chancery.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "anna@clinic.example, anna, clinic.example, anna@clinic.example",
                "Anna.B+tag@CLINIC.example, Anna.B+tag, clinic.example, Anna.B+tag@clinic.example",
                "\"a b\"@x.example, a b, x.example, \"a b\"@x.example",
                "\"a\\\"b\"@x.example, a\"b, x.example, \"a\\\"b\"@x.example",
                "\"plain\"@x.example, plain, x.example, plain@x.example",
                "o'neil@x.example, o'neil, x.example, o'neil@x.example",
                "jörg@x.example, jörg, x.example, jörg@x.example",
                "a@bücher.example, a, xn--bcher-kva.example, a@xn--bcher-kva.example",
                "a@[192.0.2.1], a, [192.0.2.1], a@[192.0.2.1]",
                "a@[IPv6:2001:db8::1], a, [IPv6:2001:db8::1], a@[IPv6:2001:db8::1]",
                "a@localhost, a, localhost, a@localhost",
            })
    void reads(String text, String local, String domain, String wire) throws SyntaxException {
        var address = EmailAddress.parse(text);
        assertThat(address.localPart()).isEqualTo(local);
        assertThat(address.domain()).isEqualTo(domain);
        assertThat(address).hasToString(wire);
        assertThat(EmailAddress.parse(wire)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a",
                "a@",
                "@b",
                ".a@b",
                "a.@b",
                "a..b@c",
                "a b@c",
                "a@b c",
                "a@b..c",
                "a@-b",
                "a@b-",
                "<a@b>",
                "\"a@b",
                "\"\"@b",
                "a@b@c",
                "a,b@c",
                "a\u0000@b",
                "a\r\n@b",
                "\"a\r\"@b",
                "a@[1.2.3]",
                "a@[1.2.3.4",
                "a@[256.1.1.1]",
                "a@[IPv6:zz]",
                "a@b_c",
                "a\u202eb@c.example",
                "a@b.",
                "@route:a@b",
                "a\\b@c"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> EmailAddress.parse(text)).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 300, 320, 100_000})
    void refusesLongLocalParts(int length) {
        assertThatThrownBy(() -> EmailAddress.parse("a".repeat(length) + "@x.example"))
                .isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "kate@x.example, KATE@X.example, true",
        "jörg@x.example, JÖRG@x.example, true",
        "νίκος@x.example, ΝΊΚΟΣ@x.example, true",
        "kate@x.example, \u212Aate@x.example, false",
        "\u212Aäte@x.example, käte@x.example, false",
        "anna@x.example, änna@x.example, false",
        "ines@x.example, \u0130nes@x.example, false",
        "ines@x.example, \u0131nes@x.example, false",
        "sam@x.example, \u017Fam@x.example, false"
    })
    void looksUpWithoutRegardToCaseButNothingPassesForAscii(String one, String other, boolean same)
            throws SyntaxException {
        assertThat(EmailAddress.parse(one)
                        .lookupKey()
                        .equals(EmailAddress.parse(other).lookupKey()))
                .isEqualTo(same);
    }
}

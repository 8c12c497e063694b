package chancery.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AddressPropertyTest {
    // RFC 5321 §4.1.2 Domain, with the lengths of RFC 1035 §2.3.4
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String DOMAIN = "(?=.{1,255}$)" + LABEL + "([.]" + LABEL + ")*";

    @Property(tries = 3000)
    void aDomainIsWhatTheGrammarSays(@ForAll("domains") String domain) {
        boolean taken;
        try {
            var address = EmailAddress.parse("a@" + domain);
            assertThat(address.domain()).isEqualTo(domain.toLowerCase(Locale.ROOT));
            taken = true;
        } catch (SyntaxException e) {
            taken = false;
        }
        assertThat(taken).as(domain).isEqualTo(domain.matches(DOMAIN));
    }

    @Provide
    Arbitrary<String> domains() {
        var few = Arbitraries.strings().withChars("aZ9-.").ofMaxLength(12);
        var lengthy = Arbitraries.of("a", "-", ".", "b".repeat(31), "c".repeat(32), "d".repeat(60))
                .list()
                .ofMaxSize(12)
                .map(l -> String.join("", l));
        return Arbitraries.oneOf(few, lengthy);
    }

    @Property(tries = 2000)
    void anyLocalPartIsReadBackAsItWas(@ForAll("localParts") String localPart) throws SyntaxException {
        var address = new EmailAddress(localPart, "b.example");
        assertThat(EmailAddress.parse(address.toString())).isEqualTo(address);
    }

    @Provide
    Arbitrary<String> localParts() {
        return Arbitraries.strings()
                .withChars("aB0.-+_\"\\ @,<>()[];:!#ü漢")
                .ofMinLength(1)
                .ofMaxLength(20);
    }

    @Property(tries = 1000)
    void whatNeedsQuotesIsRefusedWithoutThem(
            @ForAll("atoms") String before, @ForAll("specials") char special, @ForAll("atoms") String behind) {
        assertThatThrownBy(() -> EmailAddress.parse(before + special + behind + "@b.example"))
                .isInstanceOf(SyntaxException.class);
    }

    @Provide
    Arbitrary<String> atoms() {
        return Arbitraries.strings()
                .withChars("aZ9!#$%&'*+-/=?^_`{|}~")
                .ofMinLength(1)
                .ofMaxLength(10);
    }

    @Provide
    Arbitrary<Character> specials() {
        return Arbitraries.of(
                '(', ')', '<', '>', '[', ']', ':', ';', '\\', ',', '"', ' ', '\t', '\r', '\n', '\0', '\u007f', '@');
    }
}

package chancery.mailauth;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import chancery.mail.SyntaxException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that somebody publishes to cost the reader time: each is read, or refused, in time that grows with its length. */
class RecordBoundsTest {
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private interface Reading {
        Object read(String text) throws SyntaxException;
    }

    private record Case(String name, String text, Reading reading) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> hostile() {
        return Stream.of(
                new Case("a label that ends badly", "v=spf1 a:x." + "a".repeat(65_000) + "!", SpfRecord::parse),
                new Case("a label of digits", "v=spf1 a:x." + "1".repeat(65_000), SpfRecord::parse),
                new Case("prefix lengths", "v=spf1 a:x.example" + "/1".repeat(32_000), SpfRecord::parse),
                new Case("slashes", "v=spf1 a:x.example" + "/".repeat(65_000), SpfRecord::parse),
                new Case("mechanisms", "v=spf1" + " a".repeat(32_000), SpfRecord::parse),
                new Case("modifiers", "v=spf1" + " a=b".repeat(16_000), SpfRecord::parse),
                new Case("spaces in a policy", "v=DMARC1; p=none" + " ".repeat(16_000) + "x", DmarcRecord::parse),
                new Case("spaces in empty tags", "v=DMARC1;" + "p= ;".repeat(4_000), DmarcRecord::parse),
                new Case("sizes of reports", "v=DMARC1; p=none; rua=a" + "!1".repeat(8_000), DmarcRecord::parse),
                new Case("spaces in a key", "v=DKIM1; p=" + "a ".repeat(8_000), DkimKeyRecord::parse),
                new Case("key types", "v=DKIM1; h=" + "a:".repeat(8_000) + "; p=", DkimKeyRecord::parse));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isReadInLittleTime(Case c) {
        assertTimeoutPreemptively(ENOUGH, () -> {
            try {
                c.reading().read(c.text());
            } catch (SyntaxException refused) {
                // as good as read
            }
        });
    }
}

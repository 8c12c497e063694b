package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A field is read or refused with a place; what was read is written and read again to the same. */
class AuthenticationResultsFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void field(byte[] input) throws SyntaxException {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        AuthenticationResults results;
        try {
            results = AuthenticationResults.parse(text);
        } catch (SyntaxException e) {
            assertThat(e.position()).isBetween(0, text.length());
            return;
        }
        boolean written = results.results().stream()
                .flatMap(m -> m.properties().stream())
                .allMatch(p -> p.value().length() <= 500 && p.value().indexOf('\t') < 0);
        if (written && !text.contains("\t") && text.length() < 500) {
            String value = results.write().substring(AuthenticationResults.FIELD.length() + 1);
            assertThat(AuthenticationResults.parse(value.replace("\r\n", ""))).isEqualTo(results);
        }
    }
}

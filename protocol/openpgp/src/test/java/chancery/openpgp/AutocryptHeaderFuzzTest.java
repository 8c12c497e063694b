package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Anything as the value of an Autocrypt field: what is read is written so that it is read the same. */
class AutocryptHeaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void value(byte[] input) throws Exception {
        AutocryptHeader header;
        try {
            header = AutocryptHeader.parse(new String(input, StandardCharsets.UTF_8));
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
            return;
        }
        assertThat(AutocryptHeader.parse(header.value())).isEqualTo(header);
    }
}

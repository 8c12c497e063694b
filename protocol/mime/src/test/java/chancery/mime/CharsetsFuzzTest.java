package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text in any charset that a mail can name, known or not; the name ends at the first NUL. */
class CharsetsFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void charsets(byte[] input) {
        int nul = 0;
        while (nul < input.length && input[nul] != 0) {
            nul++;
        }
        var name = new String(input, 0, nul, StandardCharsets.UTF_8);
        byte[] octets = Arrays.copyOfRange(input, Math.min(nul + 1, input.length), input.length);
        assertThat(Charsets.decode(octets, name)).isNotNull();
        assertThat(Charsets.decodeUndeclared(octets, 0, octets.length)).isNotNull();
    }
}

package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Whatever is read as a message is written back octet for octet and can be looked at. */
class MessageParserFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void message(byte[] input) throws IOException {
        try {
            WriteBackTest.unchanged(input, "fuzzed");
        } catch (SyntaxException refused) {
            assertThat(refused.position()).isNotNegative();
        }
    }
}

package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever comes back, each entry has a status, a reason and evidence that fits on a line. */
class BounceReaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void bounce(byte[] input) throws Exception {
        Message message;
        try {
            message = MessageParser.parse(input);
        } catch (SyntaxException e) {
            return;
        }
        for (Bounce bounce : BounceReader.read(message)) {
            assertThat(bounce.evidence().text()).hasSizeLessThanOrEqualTo(500).doesNotContain("\n");
            assertThat(bounce.outcome() == Bounce.Outcome.NONE)
                    .isEqualTo(!bounce.reason().isBounce());
        }
    }
}

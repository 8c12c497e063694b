package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** An answer within its bound, or where it is malformed. */
class HttpAnswerFuzzTest {
    private static final int MOST = 1_000;

    @FuzzTest(maxDuration = "5m")
    void answer(byte[] octets) throws IOException {
        try {
            var answer = HttpAnswer.read(new ByteArrayInputStream(octets), MOST);
            assertThat(answer.status()).isBetween(200, 999);
            assertThat(answer.body().length).isLessThanOrEqualTo(Math.min(octets.length, MOST));
        } catch (SyntaxException malformed) {
            assertThat(malformed.position()).isBetween(0, octets.length);
        }
    }
}

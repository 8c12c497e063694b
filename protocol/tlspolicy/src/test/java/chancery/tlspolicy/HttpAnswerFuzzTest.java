package chancery.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.NullMarked;

@NullMarked
class HttpAnswerFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void answer(byte[] octets) {
        try {
            var answer = HttpAnswer.parse(octets);
            assertThat(answer.status()).isBetween(100, 999);
            assertThat(answer.body().length)
                    .isLessThanOrEqualTo(Math.min(octets.length, MtaStsPolicyParser.MAX_OCTETS));
        } catch (SyntaxException malformed) {
            assertThat(malformed.position()).isBetween(0, octets.length);
        }
    }
}

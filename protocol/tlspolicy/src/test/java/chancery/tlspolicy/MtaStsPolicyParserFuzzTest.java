package chancery.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;

@NullMarked
class MtaStsPolicyParserFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void policy(byte[] octets) {
        try {
            var policy = MtaStsPolicyParser.parse(octets);
            assertThat(MtaStsPolicyParser.parse(policy.text().getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(policy);
            assertThat(policy.names("mx.example"))
                    .isEqualTo(policy.mx().contains("mx.example") || policy.mx().contains("*.example"));
        } catch (SyntaxException malformed) {
            assertThat(malformed.position()).isBetween(0, octets.length);
        }
    }
}

package chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The JSON form of a policy: one that is written and read again as the same, or mistakes with words. */
class PolicyReaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void policy(byte[] input) {
        switch (PolicyReader.read(new String(input, StandardCharsets.UTF_8))) {
            case PolicyReading.Read(Policy policy) ->
                assertThat(PolicyReader.read(PolicyWriter.write(policy))).isEqualTo(new PolicyReading.Read(policy));
            case PolicyReading.Refused(var mistakes) -> assertThat(mistakes).isNotEmpty();
        }
    }
}

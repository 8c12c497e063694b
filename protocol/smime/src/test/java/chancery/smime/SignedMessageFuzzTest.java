package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.mime.MessageParser;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;

/** Whole messages, clear signed ones above all: always a result, and none that calls a stranger's signature good. */
class SignedMessageFuzzTest {
    private static final MessageOpener OPENER = new MessageOpener(
            List.of(People.alice(KeyKind.EC_P256)),
            TrustEvaluator.none(),
            AlgorithmPolicy.OF_2026,
            SmimeLimits.STANDARD.withContentOctets(1 << 20));

    @FuzzTest(maxDuration = "5m")
    void message(byte[] input) throws IOException {
        try (var space = ScratchSpace.standard()) {
            var opened = OPENER.open(MessageParser.parse(input), space, People.NOW);
            for (Layer layer : opened.layers()) {
                if (layer instanceof Layer.Signed signed) {
                    assertThat(signed.signatures()).noneMatch(Signature::isGood);
                }
            }
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
        }
    }
}

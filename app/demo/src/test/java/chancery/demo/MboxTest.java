package chancery.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MboxTest {
    @Test
    void splitsAtFromLinesAfterEmptyLinesOnlyAndTakesOneQuoteAway() {
        assertThat(
                        split(
                                "From a\nTo: x\n\nhello\nFrom is no start here\n>From quoted\n>>From twice\n\nFrom b\nTo: y\n\nend"))
                .containsExactly("To: x\n\nhello\nFrom is no start here\nFrom quoted\n>From twice\n\n", "To: y\n\nend");
    }

    @Test
    void halfWrittenLastMessageIsGivenAsFarAsItGoes() {
        assertThat(split("From a\nTo: x\n\nbody\n\nFrom b\nTo: y")).containsExactly("To: x\n\nbody\n\n", "To: y");
    }

    @Test
    void emptyFileHoldsNothing() {
        assertThat(split("")).isEmpty();
    }

    @Test
    void lineEndsBecomeCrLf() {
        byte[] out = LineEnds.toCrLf("a\nb\rc\r\nd".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(out, StandardCharsets.US_ASCII)).isEqualTo("a\r\nb\r\nc\r\nd\r\n");
    }

    @Test
    void digestLeavesOutTheTopmostReceivedFieldAlone() {
        byte[] sent = "Received: old\r\n\r\nbody".getBytes(StandardCharsets.US_ASCII);
        byte[] arrived =
                "Received: by x\r\n id 1;\r\n\tdate\r\nReceived: old\r\n\r\nbody".getBytes(StandardCharsets.US_ASCII);
        assertThat(ContentDigest.belowTrace(arrived)).isEqualTo(ContentDigest.of(sent));
    }

    private static List<String> split(String mbox) {
        return Mbox.split(mbox.getBytes(StandardCharsets.US_ASCII)).stream()
                .map(m -> new String(m, StandardCharsets.US_ASCII))
                .toList();
    }
}

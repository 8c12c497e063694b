package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** A winmail.dat is opened or refused; its parts have safe names and no more octets than it can hold. */
class TnefFuzzTest {
    private static final int BODIES = 3 * (16 << 20);

    @FuzzTest(maxDuration = "5m")
    void tnef(byte[] input) throws IOException {
        try {
            for (Attachment part : Tnef.open(MimeSource.of(input))) {
                assertThat(part.fileName()).isNotEmpty().doesNotContain("/", "\\", "\0");
                assertThat(part.size()).isBetween(0L, (long) input.length + BODIES);
            }
        } catch (SyntaxException refused) {
            assertThat(refused.position()).isZero();
        }
    }
}

package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Anything as a message: opened, refused, or malformed with a position. */
class MessageReaderFuzzTest {
    private static final Keys KEYS = new Keys(
            List.of(Fixtures.key(KeyGenerator.Format.VERSION_4, "a")), List.of(Fixtures.utf8("secret")), List.of());

    @FuzzTest(maxDuration = "5m")
    void message(byte[] input) throws Exception {
        try {
            switch (Fixtures.READER.read(input, KEYS, Workspace.memory(1 << 20), Fixtures.NOW)) {
                case MessageOutcome.Opened opened -> {
                    try (opened) {
                        assertThat(opened.octets()).hasSize((int) opened.size());
                        assertThat(opened.isVerified()).isFalse();
                    }
                }
                case MessageOutcome.Refused refused ->
                    assertThat(refused.explanation()).isNotEmpty();
            }
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
        }
    }
}

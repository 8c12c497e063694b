package chancery.openpgp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Blocks in a text: every line is in exactly one block, and nothing is invented. */
class CleartextFuzzTest {
    private static final MailOpener OPENER =
            new MailOpener(Keys.NONE, AlgorithmPolicy.STANDARD, OpenPgpLimits.STANDARD);

    @FuzzTest(maxDuration = "5m")
    void scan(byte[] input) throws Exception {
        var blocks = InlineScanner.scan(input);
        var texts = new ByteArrayOutputStream();
        for (var block : blocks) {
            if (block instanceof InlineBlock.Text text) {
                texts.writeBytes(text.octets());
            }
        }
        boolean onlyText = blocks.stream().allMatch(InlineBlock.Text.class::isInstance);
        if (texts.size() > input.length || (onlyText && !Arrays.equals(texts.toByteArray(), input))) {
            throw new AssertionError("text is lost or invented");
        }
        for (var block : blocks) {
            if (block instanceof InlineBlock.Cleartext cleartext) {
                check(cleartext, input);
            }
        }
        byte[] mail = ("From: a@b.example\n\n" + new String(input, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        try (var opened =
                OPENER.open(chancery.mime.MessageParser.parse(mail), Workspace.memory(1 << 20), Fixtures.NOW)) {
            if (opened instanceof OpenedMail.Inline inline) {
                inline.texts().forEach(t -> verified(t.pieces()));
            }
        } catch (chancery.mail.SyntaxException e) {
            // over a limit of MIME
        }
    }

    private static void check(InlineBlock.Cleartext block, byte[] input) {
        String all = new String(input, StandardCharsets.ISO_8859_1);
        for (byte[] line : block.lines()) {
            if (!all.contains(new String(line, StandardCharsets.ISO_8859_1))) {
                throw new AssertionError("a signed line that is not there");
            }
        }
    }

    private static void verified(List<InlinePiece> pieces) {
        for (var piece : pieces) {
            if (piece instanceof InlinePiece.Signed signed
                    && signed.signatures().stream().anyMatch(s -> s.verdict().isVerified())) {
                throw new AssertionError("verified without any certificate");
            }
        }
    }
}

package chancery.cli;

import chancery.openpgp.InlinePiece;
import chancery.openpgp.MessageOutcome;
import chancery.openpgp.OpenedMail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What OpenPGP released that is no mail of its own. */
final class OpenPgpContent {
    private static final int OCTETS_A_CHARACTER = 4;

    private OpenPgpContent() {}

    /** The content of a lone file: its octets, and its text where it is text in UTF-8. */
    static MailProtection.Content of(MessageOutcome.Opened opened) {
        return new MailProtection.Content() {
            @Override
            public String text(int most) throws IOException {
                if (opened.size() > (long) most * OCTETS_A_CHARACTER) {
                    return binary(opened.size());
                }
                byte[] octets = opened.octets();
                try {
                    return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets))
                            .toString();
                } catch (CharacterCodingException e) {
                    return binary(opened.size());
                }
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                try (var in = opened.content().open()) {
                    in.transferTo(out);
                }
            }
        };
    }

    private static String binary(long size) {
        return "(" + size + " octets, more than is shown or no text; --out FILE writes them to a file)";
    }

    /** The texts of a mail with OpenPGP between its lines, each piece under a line that says what it is. */
    static MailProtection.Content of(OpenedMail.Inline inline) {
        return new MailProtection.Content() {
            @Override
            public String text(int most) {
                String all = marked(inline);
                return all.length() > most ? all.substring(0, most) : all;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(marked(inline).getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private static String marked(OpenedMail.Inline inline) {
        var all = new StringBuilder();
        for (var text : inline.texts()) {
            text.pieces().forEach(p -> all.append(marked(p)));
        }
        return all.toString();
    }

    private static String marked(InlinePiece piece) {
        return switch (piece) {
            case InlinePiece.Unprotected text -> text.text().isBlank() ? "" : block("not protected", text.text());
            case InlinePiece.Signed signed -> {
                boolean verified =
                        signed.signatures().stream().anyMatch(s -> s.verdict().isVerified());
                yield block(verified ? "signed, verified" : "signed, NOT verified", signed.text());
            }
            case InlinePiece.Opened opened ->
                block(opened.evidence().isEmpty() ? "signed inside" : "decrypted", opened.text());
            case InlinePiece.Closed _ -> block("encrypted, left closed", "");
            case InlinePiece.Certificates _ -> block("keys", "");
        };
    }

    /** Each line of the text is set off, so that no text can look like such a mark. */
    private static String block(String mark, String text) {
        var block = new StringBuilder("[" + mark + "]\n");
        text.lines().forEach(l -> block.append("  ").append(l).append('\n'));
        return block.toString();
    }
}

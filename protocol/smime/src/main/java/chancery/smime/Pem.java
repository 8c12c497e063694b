package chancery.smime;

import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Textual encodings (RFC 7468 §2): labelled base64. */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private Pem() {}

    /** One block. Header lines of old encrypted keys (RFC 1421 §4.6) are kept with it. */
    record Block(String label, List<String> headers, byte[] der) {}

    static boolean looksLike(byte[] octets) {
        var head = new String(octets, 0, Math.min(octets.length, 64 * 1024), StandardCharsets.ISO_8859_1);
        return head.contains(BEGIN);
    }

    static String write(String label, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return BEGIN + label + DASHES + "\n" + body + "\n" + END + label + DASHES + "\n";
    }

    static List<Block> read(byte[] octets) throws SyntaxException {
        var text = new String(octets, StandardCharsets.ISO_8859_1);
        var blocks = new ArrayList<Block>();
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
            int lineEnd = text.indexOf('\n', at);
            if (labelEnd < 0 || lineEnd < labelEnd) {
                throw new SyntaxException("a PEM label", at);
            }
            String label = text.substring(at + BEGIN.length(), labelEnd);
            int end = text.indexOf(END + label + DASHES, lineEnd);
            if (end < 0) {
                throw new SyntaxException("the end of a PEM block", at);
            }
            blocks.add(block(label, text.substring(lineEnd + 1, end), lineEnd + 1));
            at = text.indexOf(BEGIN, end);
        }
        return blocks;
    }

    private static Block block(String label, String body, int position) throws SyntaxException {
        var headers = new ArrayList<String>();
        var base64 = new StringBuilder();
        for (String line : body.split("\n")) {
            String content = line.strip();
            if (content.contains(":")) {
                headers.add(content);
            } else {
                base64.append(content);
            }
        }
        try {
            return new Block(label, headers, Base64.getDecoder().decode(base64.toString()));
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("base64 in a PEM block", position);
        }
    }
}

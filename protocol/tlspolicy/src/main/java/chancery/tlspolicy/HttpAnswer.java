package chancery.tlspolicy;

import chancery.mail.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One whole answer of HTTP/1.1 (RFC 9112 §2.1) whose connection was closed after it.
 *
 * @param mediaType in lower case without parameters; empty when there is none
 */
record HttpAnswer(int status, String mediaType, byte[] body) {
    private static final int MAX_HEADER = 16_384;

    /** More is no policy. */
    static final int MAX_OCTETS = MAX_HEADER + 2 * MtaStsPolicyParser.MAX_OCTETS;

    static HttpAnswer parse(byte[] octets) throws SyntaxException {
        var text = new String(octets, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || end > MAX_HEADER) {
            throw new SyntaxException("a header section is wanted", Math.min(octets.length, MAX_HEADER));
        }
        var lines = text.substring(0, end).split("\r\n");
        var fields = fields(lines);
        byte[] rest = Arrays.copyOfRange(octets, end + 4, octets.length);
        var body = body(fields, rest, end + 4);
        if (body.length > MtaStsPolicyParser.MAX_OCTETS) {
            throw new SyntaxException("at most " + MtaStsPolicyParser.MAX_OCTETS + " octets are wanted", end + 4);
        }
        var type = fields.getOrDefault("content-type", "").split(";", 2)[0].strip();
        return new HttpAnswer(status(lines[0]), type.toLowerCase(Locale.ROOT), body);
    }

    private static int status(String line) throws SyntaxException {
        if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new SyntaxException("a status line is wanted", 0);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Map<String, String> fields(String[] lines) throws SyntaxException {
        Map<String, String> fields = new HashMap<>();
        int position = lines[0].length() + 2;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                throw new SyntaxException("a header field is wanted", position);
            }
            var name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            var value = lines[i].substring(colon + 1).strip();
            if (fields.putIfAbsent(name, value) != null
                    && (name.equals("content-length") || name.equals("transfer-encoding"))) {
                throw new SyntaxException("one length is wanted", position);
            }
            position += lines[i].length() + 2;
        }
        return fields;
    }

    private static byte[] body(Map<String, String> fields, byte[] rest, int position) throws SyntaxException {
        var coding = fields.get("transfer-encoding");
        if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked")) {
                throw new SyntaxException("chunks are wanted", position);
            }
            return chunks(rest, position);
        }
        var length = fields.get("content-length");
        if (length == null) {
            // TLS tells a whole answer from a cut one, so the end of the connection will do (RFC 9112 §9.8)
            return rest;
        }
        if (!length.matches("[0-9]{1,9}") || Integer.parseInt(length) > rest.length) {
            throw new SyntaxException("a whole body is wanted", position);
        }
        return Arrays.copyOf(rest, Integer.parseInt(length));
    }

    // RFC 9112 §7.1
    private static byte[] chunks(byte[] rest, int position) throws SyntaxException {
        var out = new ByteArrayOutputStream();
        var text = new String(rest, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (true) {
            int end = text.indexOf("\r\n", at);
            var size = end < 0 ? "" : text.substring(at, end).split(";", 2)[0].strip();
            if (!size.matches("[0-9A-Fa-f]{1,6}")) {
                throw new SyntaxException("the size of a chunk is wanted", position + at);
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return out.toByteArray();
            }
            int start = end + 2;
            if (start + length + 2 > rest.length || !text.startsWith("\r\n", start + length)) {
                throw new SyntaxException("a whole chunk is wanted", position + start);
            }
            out.write(rest, start, length);
            at = start + length + 2;
        }
    }
}

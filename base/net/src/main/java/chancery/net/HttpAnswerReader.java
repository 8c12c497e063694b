package chancery.net;

import chancery.mail.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads an answer of HTTP/1.1 from its connection; nothing of it is kept that is over a bound. */
final class HttpAnswerReader {
    private static final int MAX_HEADER = 16_384;
    private static final int MAX_CHUNK_LINE = 256;

    private final InputStream in;
    private final int maxOctets;
    private int at;
    private int lineOctets = MAX_HEADER;

    HttpAnswerReader(InputStream in, int maxOctets) {
        this.in = in;
        this.maxOctets = maxOctets;
    }

    HttpAnswer read() throws IOException, SyntaxException {
        int status = status();
        var fields = fields();
        // RFC 9110 §15.2: any number of interim answers may come before the one that counts
        while (status < 200) {
            status = status();
            fields = fields();
        }
        var type = fields.getOrDefault("content-type", "").split(";", 2)[0].strip();
        byte[] body = status == 200 ? body(fields) : new byte[0];
        return new HttpAnswer(status, type.toLowerCase(Locale.ROOT), body);
    }

    private int status() throws IOException, SyntaxException {
        var line = line();
        if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new SyntaxException("a status line is wanted", 0);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, String> fields() throws IOException, SyntaxException {
        Map<String, String> fields = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new SyntaxException("a header field is wanted", at);
            }
            var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            var before = fields.putIfAbsent(name, line.substring(colon + 1).strip());
            if (before != null && (name.equals("content-length") || name.equals("transfer-encoding"))) {
                throw new SyntaxException("one length is wanted", at);
            }
        }
        return fields;
    }

    private byte[] body(Map<String, String> fields) throws IOException, SyntaxException {
        if (!fields.getOrDefault("content-encoding", "identity").equalsIgnoreCase("identity")) {
            throw new SyntaxException("a body without content coding is wanted", at);
        }
        var coding = fields.get("transfer-encoding");
        var length = fields.get("content-length");
        var out = new ByteArrayOutputStream();
        if (coding != null) {
            // RFC 9112 §6.3: with a length beside it, it may be an attack
            if (!coding.equalsIgnoreCase("chunked") || length != null) {
                throw new SyntaxException("chunks are wanted", at);
            }
            chunks(out);
        } else if (length != null) {
            copy(size(length, "[0-9]{1,18}", 10), out);
        } else {
            // RFC 9112 §6.3: the end of the connection will do
            out.write(in.readNBytes(maxOctets));
            if (in.read() >= 0) {
                throw tooMuch();
            }
        }
        return out.toByteArray();
    }

    // RFC 9112 §7.1; what follows the last chunk is of no use
    private void chunks(ByteArrayOutputStream out) throws IOException, SyntaxException {
        while (true) {
            lineOctets = MAX_CHUNK_LINE;
            long length = size(line().split(";", 2)[0].strip(), "[0-9A-Fa-f]{1,15}", 16);
            if (length == 0) {
                return;
            }
            copy(length, out);
            if (!line().isEmpty()) {
                throw new SyntaxException("the end of a chunk is wanted", at);
            }
        }
    }

    private long size(String text, String form, int radix) throws SyntaxException {
        if (!text.matches(form)) {
            throw new SyntaxException("a size is wanted", at);
        }
        return Long.parseLong(text, radix);
    }

    private void copy(long length, ByteArrayOutputStream out) throws IOException, SyntaxException {
        if (length > maxOctets - out.size()) {
            throw tooMuch();
        }
        byte[] octets = in.readNBytes((int) length);
        at += octets.length;
        if (octets.length < length) {
            throw new SyntaxException("a whole body is wanted", at);
        }
        out.writeBytes(octets);
    }

    private SyntaxException tooMuch() {
        return new SyntaxException("at most " + maxOctets + " octets are wanted", at);
    }

    private String line() throws IOException, SyntaxException {
        var line = new StringBuilder();
        while (line.length() < 2 || line.charAt(line.length() - 2) != '\r' || line.charAt(line.length() - 1) != '\n') {
            int octet = lineOctets == 0 ? -1 : in.read();
            if (octet < 0) {
                throw new SyntaxException("a whole line is wanted", at);
            }
            lineOctets--;
            at++;
            line.append((char) octet);
        }
        return line.substring(0, line.length() - 2);
    }
}

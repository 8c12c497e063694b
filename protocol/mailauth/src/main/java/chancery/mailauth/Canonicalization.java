package chancery.mailauth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How much a message may change on the way without the signature failing (RFC 6376 §3.4). A line feed that no carriage
 * return precedes is taken as the line end it is in a file (RFC 6376 §5.3).
 */
public enum Canonicalization {
    SIMPLE,
    RELAXED;

    /** The name in the tag c. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** RFC 6376 §3.4.1 and §3.4.2: a header field with its line end. */
    byte[] header(byte[] field) {
        return switch (this) {
            case SIMPLE -> inCrlf(field);
            case RELAXED -> relaxed(field);
        };
    }

    private static byte[] inCrlf(byte[] field) {
        var out = new ByteArrayOutputStream(field.length + 2);
        for (int i = 0; i < field.length; i++) {
            if (field[i] == '\n' && (i == 0 || field[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(field[i]);
        }
        if (field.length == 0 || field[field.length - 1] != '\n') {
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static byte[] relaxed(byte[] field) {
        int colon = 0;
        while (colon < field.length && field[colon] != ':') {
            colon++;
        }
        String name = new String(field, 0, colon, StandardCharsets.ISO_8859_1).strip();
        var out = new ByteArrayOutputStream(field.length + 2);
        out.writeBytes(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1));
        out.write(':');
        boolean space = false;
        boolean begun = false;
        for (int i = colon + 1; i < field.length; i++) {
            byte c = field[i];
            boolean lineEnd = c == '\n' || (c == '\r' && i + 1 < field.length && field[i + 1] == '\n');
            if (c == ' ' || c == '\t') {
                space = true;
            } else if (!lineEnd) {
                if (space && begun) {
                    out.write(' ');
                }
                space = false;
                begun = true;
                out.write(c);
            }
        }
        out.write('\r');
        out.write('\n');
        return out.toByteArray();
    }
}

package chancery.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The mbox format (RFC 4155), in the variant that quotes {@code From } lines with {@code >}. */
final class Mbox {
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    private Mbox() {}

    static boolean looksLikeOne(byte[] octets) {
        return startsWith(octets, 0, FROM);
    }

    /** The messages in their order. A last one that ends in the middle of a line is given as far as it goes. */
    static List<byte[]> split(byte[] octets) {
        var messages = new ArrayList<byte[]>();
        var current = new ByteArrayOutputStream();
        boolean inMessage = false;
        boolean afterEmptyLine = true;
        int at = 0;
        while (at < octets.length) {
            int end = lineEnd(octets, at);
            if (afterEmptyLine && startsWith(octets, at, FROM)) {
                if (inMessage) {
                    messages.add(current.toByteArray());
                }
                current.reset();
                inMessage = true;
            } else {
                int unquoted = quotedFrom(octets, at) ? at + 1 : at;
                current.write(octets, unquoted, end - unquoted);
            }
            afterEmptyLine = isEmptyLine(octets, at, end);
            at = end;
        }
        if (inMessage) {
            messages.add(current.toByteArray());
        }
        return messages;
    }

    private static boolean quotedFrom(byte[] octets, int at) {
        int i = at;
        while (i < octets.length && octets[i] == '>') {
            i++;
        }
        return i > at && startsWith(octets, i, FROM);
    }

    private static boolean isEmptyLine(byte[] octets, int at, int end) {
        return (end - at == 1 && octets[at] == '\n') || (end - at == 2 && octets[at] == '\r');
    }

    private static int lineEnd(byte[] octets, int at) {
        int i = at;
        while (i < octets.length && octets[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, octets.length);
    }

    private static boolean startsWith(byte[] octets, int at, byte[] prefix) {
        if (at + prefix.length > octets.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (octets[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}

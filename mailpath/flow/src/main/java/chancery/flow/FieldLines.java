package chancery.flow;

import java.nio.charset.StandardCharsets;

/** Counts the fields of a name in a header section, without parsing it: cheap enough for every mail. */
final class FieldLines {
    private FieldLines() {}

    /** @param name lower case */
    static int count(byte[] headerSection, String name) {
        byte[] start = (name + ":").getBytes(StandardCharsets.US_ASCII);
        int count = 0;
        int lineStart = 0;
        while (lineStart < headerSection.length) {
            if (startsWith(headerSection, lineStart, start)) {
                count++;
            }
            int i = lineStart;
            while (i < headerSection.length && headerSection[i] != '\n') {
                i++;
            }
            lineStart = i + 1;
        }
        return count;
    }

    private static boolean startsWith(byte[] octets, int at, byte[] start) {
        if (at + start.length > octets.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            int octet = octets[at + i];
            int lower = octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
            if (lower != start[i]) {
                return false;
            }
        }
        return true;
    }
}

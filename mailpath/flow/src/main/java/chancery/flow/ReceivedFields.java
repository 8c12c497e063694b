package chancery.flow;

import java.nio.charset.StandardCharsets;

/** Counts the hops a mail has made, without parsing it. */
final class ReceivedFields {
    private static final byte[] NAME = "received:".getBytes(StandardCharsets.US_ASCII);

    private ReceivedFields() {}

    static int count(byte[] headerSection) {
        int count = 0;
        int lineStart = 0;
        while (lineStart < headerSection.length) {
            if (startsWithName(headerSection, lineStart)) {
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

    private static boolean startsWithName(byte[] octets, int at) {
        if (at + NAME.length > octets.length) {
            return false;
        }
        for (int i = 0; i < NAME.length; i++) {
            int octet = octets[at + i];
            int lower = octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
            if (lower != NAME[i]) {
                return false;
            }
        }
        return true;
    }
}

package chancery.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether what arrived is what was sent. */
final class ContentDigest {
    private static final byte[] RECEIVED = "Received:".getBytes(StandardCharsets.US_ASCII);

    private ContentDigest() {}

    static String of(byte[] content) {
        return digest(content, 0);
    }

    /** The digest of what lies below the topmost Received field, which is the gateway's own. */
    static String belowTrace(byte[] content) {
        for (int i = 0; i < RECEIVED.length; i++) {
            if (i >= content.length || content[i] != RECEIVED[i]) {
                return digest(content, 0);
            }
        }
        int i = 0;
        while (i < content.length) {
            boolean lineEnds = content[i] == '\n';
            i++;
            if (lineEnds && (i >= content.length || (content[i] != ' ' && content[i] != '\t'))) {
                break;
            }
        }
        return digest(content, i);
    }

    private static String digest(byte[] content, int from) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(content, from, content.length - from);
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package chancery.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The third part of a report: what it is about, as far as it is given back (RFC 6522 §3). */
final class ReturnedPart {
    private static final int MAX_HEADER = 64 * 1024;

    private final byte[] octets;
    private final boolean full;

    ReturnedPart(byte[] returned, boolean full) {
        this.full = full;
        this.octets = full ? returned : bounded(returned);
    }

    byte[] octets() {
        return octets;
    }

    boolean isEightBit() {
        for (byte octet : octets) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    /** Media type: a header section in UTF-8 is no text/rfc822-headers (RFC 6533 §5). */
    String type(boolean international) {
        if (full) {
            return international ? "message/global" : "message/rfc822";
        }
        boolean global = international || (isEightBit() && isUtf8());
        return global ? "message/global-headers" : "text/rfc822-headers";
    }

    // RFC 3464 §2 sets no limit; a report need not grow with a header section that somebody made long
    private static byte[] bounded(byte[] header) {
        if (header.length <= MAX_HEADER) {
            return header;
        }
        for (int end = MAX_HEADER; end > 2; end--) {
            boolean lineStart = header[end - 1] == '\n';
            boolean folded = header[end] == ' ' || header[end] == '\t';
            if (lineStart && !folded) {
                return Arrays.copyOf(header, end);
            }
        }
        return new byte[0];
    }

    private boolean isUtf8() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

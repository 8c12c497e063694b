package chancery.smime;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the tags and lengths around what is too large to be an object (X.690 §8.1). */
final class Der {
    static final int SEQUENCE = 0x30;
    static final int OCTET_STRING = 0x04;
    /** [0], constructed. */
    static final int TAGGED_0 = 0xa0;
    /** [0] in place of a primitive. */
    static final int IMPLICIT_0 = 0x80;

    private static final int INDEFINITE = 0x80;

    private Der() {}

    static void head(int tag, long length, OutputStream out) throws IOException {
        out.write(tag);
        if (length < 0x80) {
            out.write((int) length);
            return;
        }
        int octets = lengthOctets(length);
        out.write(0x80 | octets);
        for (int i = octets - 1; i >= 0; i--) {
            out.write((int) (length >>> (i * Byte.SIZE)));
        }
    }

    static void begin(int tag, OutputStream out) throws IOException {
        out.write(tag);
        out.write(INDEFINITE);
    }

    static void end(OutputStream out) throws IOException {
        out.write(0);
        out.write(0);
    }

    /** Octets of an object with so many octets of content: tag, length, content. */
    static long size(long length) {
        return 1 + (length < 0x80 ? 1 : 1 + lengthOctets(length)) + length;
    }

    private static int lengthOctets(long length) {
        return (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
    }
}

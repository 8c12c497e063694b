package chancery.mime;

import java.io.IOException;
import java.io.InputStream;

/** A stream that decodes another one block by block. */
abstract class DecodingInputStream extends InputStream {
    private static final int BLOCK = 8 * 1024;

    private final InputStream in;
    private final byte[] encoded = new byte[BLOCK];
    private final byte[] decoded = new byte[2 * BLOCK + 1024];
    private int position;
    private int limit;
    private boolean ended;

    DecodingInputStream(InputStream in) {
        this.in = in;
    }

    /** Decodes {@code length} octets into {@code into}, keeping what is incomplete; returns the octets written. */
    abstract int decode(byte[] from, int length, byte[] into);

    /** What is left when the input has ended, written from the start of {@code into}. */
    abstract int finish(byte[] into);

    private boolean fill() throws IOException {
        while (position == limit) {
            if (ended) {
                return false;
            }
            int count = in.read(encoded, 0, encoded.length);
            position = 0;
            ended = count < 0;
            limit = ended ? finish(decoded) : decode(encoded, count, decoded);
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        return fill() ? decoded[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(decoded, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

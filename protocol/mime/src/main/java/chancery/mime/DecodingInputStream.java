package chancery.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream that decodes another one block by block. */
abstract class DecodingInputStream extends InputStream {
    private static final int BLOCK = 8 * 1024;
    private static final int SMALLEST = 256;
    private static final byte[] NONE = {};

    /** What a decoder may write beyond the size of its input: what it held back before. */
    private static final int HELD = 1024;

    private final InputStream in;
    private byte[] encoded = NONE;
    private byte[] decoded = NONE;
    private int position;
    private int limit;
    private boolean ended;

    DecodingInputStream(InputStream in) {
        this.in = in;
    }

    /**
     * Decodes {@code length} octets into {@code into}, keeping what is incomplete; returns the octets written, at most 1024
     * more than were read.
     */
    abstract int decode(byte[] from, int length, byte[] into);

    /** What is left when the input has ended, at most 1024 octets, written from the start of {@code into}. */
    abstract int finish(byte[] into);

    /** All of an input that is at hand, decoded by a decoder that has seen nothing yet. */
    final byte[] decodeWhole(byte[] from) {
        byte[] into = new byte[from.length + HELD];
        var out = new ByteArrayOutputStream(from.length);
        out.write(into, 0, decode(from, from.length, into));
        out.write(into, 0, finish(into));
        return out.toByteArray();
    }

    private boolean fill() throws IOException {
        while (position == limit) {
            if (ended) {
                return false;
            }
            if (encoded.length == 0) {
                allocate();
            }
            int count = in.read(encoded, 0, encoded.length);
            position = 0;
            ended = count < 0;
            limit = ended ? finish(decoded) : decode(encoded, count, decoded);
        }
        return true;
    }

    /** Most bodies are smaller than a block, and those in memory say how small. */
    private void allocate() throws IOException {
        int atHand = in.available();
        int block = atHand > 0 ? Math.clamp(atHand, SMALLEST, BLOCK) : BLOCK;
        encoded = new byte[block];
        decoded = new byte[block + HELD];
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
    public long transferTo(OutputStream out) throws IOException {
        long transferred = 0;
        while (fill()) {
            out.write(decoded, position, limit - position);
            transferred += limit - position;
            position = limit;
        }
        return transferred;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

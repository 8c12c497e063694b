package chancery.mime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** At most so many octets of another stream. */
final class RangeInputStream extends FilterInputStream {
    private static final int BLOCK = 64 << 10;

    private long left;

    RangeInputStream(InputStream in, long length) {
        super(in);
        this.left = length;
    }

    /** Skips to {@code from} and ends before {@code to}; closes the stream when that fails. */
    static InputStream skipping(InputStream in, long from, long to) throws IOException {
        try {
            long wanted = from;
            while (wanted > 0) {
                long skipped = in.skip(wanted);
                if (skipped <= 0) {
                    if (in.read() < 0) {
                        break;
                    }
                    skipped = 1;
                }
                wanted -= skipped;
            }
            return new RangeInputStream(in, Math.max(0, to - from));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        if (left <= 0) {
            return -1;
        }
        int octet = super.read();
        left = octet < 0 ? 0 : left - 1;
        return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left <= 0) {
            return -1;
        }
        int count = super.read(into, offset, (int) Math.min(length, left));
        left = count < 0 ? 0 : left - count;
        return count;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        byte[] block = new byte[(int) Math.min(left, BLOCK)];
        long written = 0;
        for (int count = read(block); count > 0; count = read(block)) {
            out.write(block, 0, count);
            written += count;
        }
        return written;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(super.available(), left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

package chancery.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The first octets of an array. */
final class MemorySource implements MimeSource {
    private final byte[] octets;
    private final int size;

    MemorySource(byte[] octets, int size) {
        this.octets = octets;
        this.size = size;
    }

    byte[] octets() {
        return octets;
    }

    int size() {
        return size;
    }

    @Override
    public InputStream open() {
        return new Reading(octets, 0, size);
    }

    @Override
    public InputStream open(long from, long to) {
        int start = (int) Math.min(from, size);
        int end = (int) Math.max(start, Math.min(to, size));
        return new Reading(octets, start, end - start);
    }

    /** Hands what is left on as it lies in the array, which the platform's stream copies first. */
    private static final class Reading extends ByteArrayInputStream {
        Reading(byte[] octets, int from, int length) {
            super(octets, from, length);
        }

        @Override
        public synchronized long transferTo(OutputStream out) throws IOException {
            int left = count - pos;
            out.write(buf, pos, left);
            pos = count;
            return left;
        }
    }
}

package chancery.mime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

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
        return new ByteArrayInputStream(octets, 0, size);
    }

    @Override
    public InputStream open(long from, long to) {
        int start = (int) Math.min(from, size);
        int end = (int) Math.max(start, Math.min(to, size));
        return new ByteArrayInputStream(octets, start, end - start);
    }
}

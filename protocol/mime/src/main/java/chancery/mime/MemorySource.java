package chancery.mime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Octets in memory. */
final class MemorySource implements MimeSource {
    private final byte[] octets;

    MemorySource(byte[] octets) {
        this.octets = octets;
    }

    byte[] octets() {
        return octets;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets);
    }

    @Override
    public InputStream open(long from, long to) {
        int start = (int) Math.min(from, octets.length);
        int end = (int) Math.max(start, Math.min(to, octets.length));
        return new ByteArrayInputStream(octets, start, end - start);
    }
}

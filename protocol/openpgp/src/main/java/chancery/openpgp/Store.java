package chancery.openpgp;

import chancery.mime.MimeSource;
import java.io.IOException;
import java.io.InputStream;

/** Octets that are written once and then read as often as needed. */
abstract sealed class Store implements MimeSource, AutoCloseable permits MemoryStore, FileStore {
    private final long maxOctets;
    private long size;

    Store(long maxOctets) {
        this.maxOctets = maxOctets;
    }

    final void write(byte[] octets, int from, int length) throws IOException, RefusedException {
        if (length > maxOctets - size) {
            throw new RefusedException(Refusal.TOO_LARGE, "more than " + maxOctets + " octets of plaintext");
        }
        append(octets, from, length);
        size += length;
    }

    final long size() {
        return size;
    }

    abstract void append(byte[] octets, int from, int length) throws IOException;

    @Override
    public final InputStream open() throws IOException {
        return open(0, size);
    }

    @Override
    public abstract InputStream open(long from, long to) throws IOException;

    @Override
    public abstract void close() throws IOException;
}

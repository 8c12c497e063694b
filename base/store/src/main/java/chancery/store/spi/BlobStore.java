package chancery.store.spi;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Named sequences of octets, written once. What is stored is already encrypted. Names are two UUIDs with a slash
 * between them. Safe for many threads; each call blocks.
 */
public interface BlobStore extends AutoCloseable {
    /**
     * A stream whose octets appear under {@code name} when it is committed, all at once and durably, and not at all when
     * it is aborted or the process dies.
     */
    BlobWriter create(String name) throws IOException;

    /**
     * The octets from the first one.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such blob
     */
    InputStream open(String name) throws IOException;

    /** Does nothing when there is no such blob. */
    void delete(String name) throws IOException;

    /** Names of the blobs last written before {@code time}, in any order. */
    void forEachOlderThan(Instant time, Consumer<String> visitor) throws IOException;

    @Override
    default void close() {}

    /** Exactly one of {@link #commit} and {@link #abort} is called, once; {@code close} without either aborts. */
    abstract class BlobWriter extends FilterOutputStream {
        protected BlobWriter(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            out.write(octets, offset, length);
        }

        /** Returns when the blob is durable. */
        public abstract void commit() throws IOException;

        /** Leaves nothing behind. */
        public abstract void abort() throws IOException;
    }
}

package chancery.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The octets of a message, readable as often as needed and unchanged between readings. An implementation may open a
 * file, memory or something decrypted on the way.
 */
public interface MimeSource {

    /** A new stream over all octets from the first. The caller closes it. */
    InputStream open() throws IOException;

    /**
     * A new stream over the octets from {@code from} (inclusive) to {@code to} (exclusive), or to the end if that comes
     * earlier. The caller closes it.
     */
    default InputStream open(long from, long to) throws IOException {
        return RangeInputStream.skipping(open(), from, to);
    }

    /** Octets in memory; the array is not copied and must not change. {@link InputStream#transferTo} gives it as it is. */
    static MimeSource of(byte[] octets) {
        return of(octets, octets.length);
    }

    /** The first {@code size} octets of an array, which is not copied; they must not change. */
    static MimeSource of(byte[] octets, int size) {
        return new MemorySource(octets, size);
    }

    /** A file, which must not change while the source is in use. */
    static MimeSource of(Path file) {
        return new FileSource(file);
    }
}

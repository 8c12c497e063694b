package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.io.InputStream;

/** Octets as they come; unlike an InputStream it may find them malformed. */
@FunctionalInterface
interface OctetSource {
    /** At least one octet, or -1 at the end; {@code length} is at least 1. */
    int read(byte[] into, int from, int length) throws IOException, SyntaxException;

    static OctetSource of(InputStream in) {
        return in::read;
    }
}

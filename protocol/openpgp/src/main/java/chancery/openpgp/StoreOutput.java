package chancery.openpgp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;

/** Writes to a store. */
final class StoreOutput extends OutputStream {
    private final Store store;

    /** The store takes no more. */
    static final class FullException extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        FullException(RefusedException cause) {
            super(cause.explanation(), cause);
        }
    }

    StoreOutput(Store store) {
        this.store = store;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            store.write(octets, offset, length);
        } catch (RefusedException e) {
            throw new FullException(e);
        }
    }
}

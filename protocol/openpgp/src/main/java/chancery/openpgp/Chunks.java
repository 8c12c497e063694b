package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The sealed chunks of SEIPD version 2; the last tag is held back, since only the end of the packet shows it. */
final class Chunks {
    private final PacketBody body;
    private final byte[] buffer;
    private final int size;
    private int filled;

    Chunks(PacketBody body, int size) throws IOException, SyntaxException {
        this.body = body;
        this.size = size;
        buffer = new byte[size + AeadAlgorithm.TAG_OCTETS];
        filled = body.readFully(buffer, 0, buffer.length);
    }

    int size() {
        return size;
    }

    /** The chunk at hand, nothing behind the last one. */
    Optional<Aead.Part> current() {
        int length = Math.min(size, filled - AeadAlgorithm.TAG_OCTETS);
        return length > 0 ? Optional.of(new Aead.Part(buffer, 0, length)) : Optional.empty();
    }

    void advance() throws IOException, SyntaxException {
        int length = Math.min(size, filled - AeadAlgorithm.TAG_OCTETS);
        System.arraycopy(buffer, length, buffer, 0, filled - length);
        filled -= length;
        filled += body.readFully(buffer, filled, buffer.length - filled);
    }

    byte[] finalTag() {
        return Arrays.copyOf(buffer, Math.max(0, filled));
    }
}

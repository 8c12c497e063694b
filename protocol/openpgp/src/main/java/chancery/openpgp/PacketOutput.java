package chancery.openpgp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes one packet's body as it comes, in partial lengths when its size is not known (RFC 9580 §4.2.1.4). */
final class PacketOutput {
    private static final int PART_BITS = 16;
    private static final int PART = 1 << PART_BITS;
    private final OutputStream out;
    private final boolean partial;
    private final byte[] part;
    private final Optional<ArrayOutput> array;
    private int filled;

    PacketOutput(OutputStream out, int tag, long size) throws IOException {
        this.out = out;
        // RFC 9580 §4.2.1.3: a definite length has 32 bits
        partial = size < 0 || size > 0xffff_ffffL;
        part = new byte[partial ? PART : 0];
        if (partial) {
            out.write(0xc0 | tag);
        } else {
            out.write(Packet.header(tag, size).toOctets());
        }
        array = !partial && out instanceof ArrayOutput a ? Optional.of(a) : Optional.empty();
        array.ifPresent(a -> a.expect(size));
    }

    /** The array that the body is kept in, when it is in one piece: it may be put there as well as written here. */
    Optional<ArrayOutput> array() {
        return array;
    }

    void write(byte[] octets, int length) throws IOException {
        if (!partial) {
            out.write(octets, 0, length);
            return;
        }
        int done = 0;
        while (done < length) {
            if (filled == PART) {
                out.write(0xe0 | PART_BITS);
                out.write(part, 0, PART);
                filled = 0;
            }
            int count = Math.min(length - done, PART - filled);
            System.arraycopy(octets, done, part, filled, count);
            filled += count;
            done += count;
        }
    }

    void finish() throws IOException {
        if (partial) {
            var length = new OctetWriter();
            Packet.length(length, filled);
            out.write(length.toOctets());
            out.write(part, 0, filled);
        }
    }
}

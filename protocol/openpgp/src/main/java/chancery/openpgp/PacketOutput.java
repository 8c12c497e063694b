package chancery.openpgp;

import java.io.IOException;
import java.io.OutputStream;

/** Writes one packet's body as it comes, in partial lengths when its size is not known (RFC 9580 §4.2.1.4). */
final class PacketOutput {
    private static final int PART_BITS = 16;
    private static final int PART = 1 << PART_BITS;
    private final OutputStream out;
    private final boolean partial;
    private final byte[] part;
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

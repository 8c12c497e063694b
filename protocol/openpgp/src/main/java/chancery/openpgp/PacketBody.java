package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A packet's body as it arrives, in one piece or in partial ones (RFC 9580 §4.2.1.4). */
final class PacketBody {
    // RFC 9580 §4.2.1.4: the first partial length must be at least 512 octets
    private static final int SMALLEST_FIRST_PART = 512;

    private final PacketReader reader;
    private final boolean mayBePartial;
    private long left;
    private boolean more;
    private boolean untilEnd;

    PacketBody(PacketReader reader, boolean mayBePartial) {
        this.reader = reader;
        this.mayBePartial = mayBePartial;
    }

    void fixed(long length) {
        left = length;
    }

    void toEnd() {
        untilEnd = true;
    }

    void newLength(boolean first) throws IOException, SyntaxException {
        int octet = reader.u8();
        more = false;
        if (octet < 192) {
            left = octet;
        } else if (octet < 224) {
            left = ((octet - 192L) << 8) + reader.u8() + 192;
        } else if (octet == 255) {
            left = reader.u32();
        } else {
            left = 1L << (octet & 0x1f);
            more = true;
            if (!mayBePartial || (first && left < SMALLEST_FIRST_PART)) {
                throw new SyntaxException("a partial length where none may be", reader.position());
            }
        }
    }

    /** Some octets, -1 at the end of the body; a stream that ends before the body is malformed. */
    int read(byte[] into, int from, int length) throws IOException, SyntaxException {
        if (length == 0) {
            return 0;
        }
        if (untilEnd) {
            return reader.read(into, from, length);
        }
        while (left == 0) {
            if (!more) {
                return -1;
            }
            newLength(false);
        }
        int got = reader.read(into, from, (int) Math.min(length, left));
        if (got < 0) {
            throw new SyntaxException("the packet ends early", reader.position());
        }
        left -= got;
        return got;
    }

    /** As many octets as asked for, fewer only at the end of the body. */
    int readFully(byte[] into, int from, int length) throws IOException, SyntaxException {
        int filled = 0;
        while (filled < length) {
            int got = read(into, from + filled, length - filled);
            if (got < 0) {
                break;
            }
            filled += got;
        }
        return filled;
    }

    byte[] exactly(int length) throws IOException, SyntaxException {
        byte[] octets = readUpTo(length);
        if (octets.length < length) {
            throw new SyntaxException("the packet ends early", reader.position());
        }
        return octets;
    }

    byte[] readUpTo(int length) throws IOException, SyntaxException {
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[Math.min(length, 8192)];
        while (out.size() < length) {
            int got = read(buffer, 0, Math.min(buffer.length, length - out.size()));
            if (got < 0) {
                break;
            }
            out.write(buffer, 0, got);
        }
        return out.toByteArray();
    }

    int u8() throws IOException, SyntaxException {
        return exactly(1)[0] & 0xff;
    }

    void skipRest() throws IOException, SyntaxException {
        byte[] buffer = new byte[8192];
        int got = 0;
        while (got >= 0) {
            got = read(buffer, 0, buffer.length);
        }
    }
}

package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads packet after packet from a stream. The body of one must be read to its end before the next is asked for; what was
 * left of it is passed over.
 */
final class PacketReader {
    private final OctetSource in;
    private final byte[] one = new byte[1];
    private final int maxPackets;
    private int packets;
    private long read;
    private Optional<PacketBody> open = Optional.empty();

    PacketReader(OctetSource in, int maxPackets) {
        this.in = in;
        this.maxPackets = maxPackets;
    }

    /** Type and body of a packet; the body is read from the stream as it is asked for. */
    record Arriving(int tag, PacketBody body) {}

    /** Octets read so far, for the place of an error. */
    int position() {
        return (int) Math.min(Integer.MAX_VALUE, read);
    }

    Optional<Arriving> next() throws IOException, SyntaxException {
        if (open.isPresent()) {
            open.get().skipRest();
            open = Optional.empty();
        }
        if (in.read(one, 0, 1) < 0) {
            return Optional.empty();
        }
        int first = one[0] & 0xff;
        read++;
        if (++packets > maxPackets) {
            throw new SyntaxException("more than " + maxPackets + " packets", position());
        }
        if ((first & 0x80) == 0) {
            throw new SyntaxException("no packet begins here", position() - 1);
        }
        var arriving = (first & 0x40) != 0 ? newFormat(first & 0x3f) : oldFormat(first);
        if (arriving.tag() == 0) {
            throw new SyntaxException("packet type 0 is reserved", position());
        }
        open = Optional.of(arriving.body());
        return Optional.of(arriving);
    }

    // RFC 9580 §4.2.1
    private Arriving newFormat(int tag) throws IOException, SyntaxException {
        boolean mayBePartial = tag == Tags.LITERAL || tag == Tags.COMPRESSED || tag == Tags.SED || tag == Tags.SEIPD;
        var body = new PacketBody(this, mayBePartial);
        body.newLength(true);
        return new Arriving(tag, body);
    }

    // RFC 9580 §4.2.2
    private Arriving oldFormat(int first) throws IOException, SyntaxException {
        int tag = first >> 2 & 0x0f;
        var body = new PacketBody(this, false);
        switch (first & 3) {
            case 0 -> body.fixed(u8());
            case 1 -> body.fixed((long) u8() << 8 | u8());
            case 2 -> body.fixed(u32());
            default -> {
                // RFC 9580 §4.2.2: only data packets may run to the end of the stream
                if (tag != Tags.LITERAL && tag != Tags.COMPRESSED && tag != Tags.SED) {
                    throw new SyntaxException("indeterminate length of a packet that must have one", position());
                }
                body.toEnd();
            }
        }
        return new Arriving(tag, body);
    }

    int u8() throws IOException, SyntaxException {
        if (in.read(one, 0, 1) < 0) {
            throw new SyntaxException("the packet ends early", position());
        }
        read++;
        return one[0] & 0xff;
    }

    long u32() throws IOException, SyntaxException {
        return (long) u8() << 24 | (long) u8() << 16 | (long) u8() << 8 | u8();
    }

    int read(byte[] into, int from, int length) throws IOException, SyntaxException {
        int got = in.read(into, from, length);
        read += Math.max(0, got);
        return got;
    }

    /** The whole body, refused when it is longer than allowed. */
    static byte[] whole(Arriving packet, int maxOctets) throws IOException, SyntaxException {
        byte[] octets = packet.body().readUpTo(maxOctets + 1);
        if (octets.length > maxOctets) {
            throw new SyntaxException("a packet of type " + packet.tag() + " is longer than " + maxOctets, maxOctets);
        }
        return octets;
    }
}

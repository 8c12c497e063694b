package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * A part of a certificate with the signatures that follow it. Immutable.
 *
 * @param packet as it came, a key without its private part
 * @param key when it is a key that can be read
 * @param opaque bodies of signatures that cannot be read, kept and believed in nothing
 */
record Component(
        Kind kind, Packet packet, Optional<KeyPacket> key, List<SignaturePacket> signatures, List<Packet> opaque) {

    /** In the order in which they are written. */
    enum Kind {
        PRIMARY,
        USER_ID,
        USER_ATTRIBUTE,
        SUBKEY,
        UNREADABLE_SUBKEY
    }

    static Component primary(KeyPacket key) {
        return new Component(
                Kind.PRIMARY, key.publicOnly().packet(true), Optional.of(key.publicOnly()), List.of(), List.of());
    }

    static Component subkey(Packet packet) {
        try {
            var key = KeyPacket.read(packet).publicOnly();
            return new Component(Kind.SUBKEY, key.packet(false), Optional.of(key), List.of(), List.of());
        } catch (SyntaxException e) {
            // a subkey of a later standard must not cost the certificate; only public ones are kept
            Packet kept = packet.tag() == Tags.PUBLIC_SUBKEY ? packet : new Packet(Tags.PUBLIC_SUBKEY, new byte[0]);
            return new Component(Kind.UNREADABLE_SUBKEY, kept, Optional.empty(), List.of(), List.of());
        }
    }

    static Component user(Packet packet) {
        var kind = packet.tag() == Tags.USER_ID ? Kind.USER_ID : Kind.USER_ATTRIBUTE;
        return new Component(kind, packet, Optional.empty(), List.of(), List.of());
    }

    Component with(List<SignaturePacket> newSignatures, List<Packet> newOpaque) {
        return new Component(kind, packet, key, List.copyOf(newSignatures), List.copyOf(newOpaque));
    }

    /** What a signature over it by the primary key covers, primary key included. RFC 9580 §5.2.4 */
    byte[] covered(KeyPacket primary, SignaturePacket by) {
        return switch (kind) {
            case PRIMARY -> primary.hashed();
            case USER_ID -> Numbers.joined(primary.hashed(), user(0xb4, by));
            case USER_ATTRIBUTE -> Numbers.joined(primary.hashed(), user(0xd1, by));
            case SUBKEY -> Numbers.joined(primary.hashed(), key.orElseThrow().hashed());
            case UNREADABLE_SUBKEY -> Numbers.joined(primary.hashed(), unreadable());
        };
    }

    private byte[] unreadable() {
        byte[] body = packet.body();
        int version = body.length == 0 ? 0 : body[0];
        var out = new OctetWriter();
        if (version > 4) {
            // what comes before a key of version 5 is 9a, of version 6 it is 9b
            out.u8(0x95 + version).u32(body.length);
        } else {
            out.u8(0x99).u16(body.length & 0xffff);
        }
        return out.octets(body).toOctets();
    }

    private byte[] user(int mark, SignaturePacket by) {
        if (by.version() == 3) {
            return packet.body();
        }
        return new OctetWriter()
                .u8(mark)
                .u32(packet.body().length)
                .octets(packet.body())
                .toOctets();
    }
}

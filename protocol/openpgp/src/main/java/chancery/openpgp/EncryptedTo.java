package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody whom a message names as one who can decrypt it (RFC 9580 §5.1, RFC 9580 §5.3). Stands outside of what is
 * protected, so that anybody could have changed it.
 */
public sealed interface EncryptedTo {
    /**
     * The owner of a key.
     *
     * @param key fingerprint or key ID in hexadecimal digits; empty when the sender hides it
     * @param algorithm nothing when it is not known here
     */
    record Key(String key, Optional<PublicKeyAlgorithm> algorithm) implements EncryptedTo {}

    /** Whoever knows a passphrase. */
    record Passphrase() implements EncryptedTo {}

    /**
     * Reads the beginning of a message, binary or armored, up to what is encrypted. Needs no key.
     *
     * @return empty when it is not encrypted
     * @throws SyntaxException when it is no OpenPGP message
     */
    static List<EncryptedTo> read(InputStream message, OpenPgpLimits limits) throws IOException, SyntaxException {
        var packets = new PacketReader(MessageReader.dearmored(new BufferedInputStream(message)), limits.packets());
        var found = new ArrayList<EncryptedTo>();
        for (var next = packets.next(); next.isPresent(); next = packets.next()) {
            var packet = next.get();
            switch (packet.tag()) {
                case Tags.PKESK -> found.add(key(PacketReader.whole(packet, limits.packetOctets())));
                case Tags.SKESK -> {
                    PacketReader.whole(packet, limits.packetOctets());
                    found.add(new Passphrase());
                }
                case Tags.MARKER, Tags.PADDING -> PacketReader.whole(packet, limits.packetOctets());
                default -> {
                    return List.copyOf(found);
                }
            }
        }
        return List.copyOf(found);
    }

    private static EncryptedTo key(byte[] body) throws SyntaxException {
        var in = new Octets(body);
        String name;
        if (in.u8() == 6) {
            byte[] named = in.take(in.u8());
            name = Subpackets.fingerprint(named).map(Fingerprint::hex).orElse("");
        } else {
            long keyId = in.u32() << 32 | in.u32();
            name = keyId == 0 ? "" : KeyPacket.text(keyId);
        }
        return new Key(name, PublicKeyAlgorithm.of(in.u8()));
    }
}

package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads certificates and private keys, binary or armored, several in a row (RFC 9580 §10.1, RFC 9580 §10.2). */
public final class CertificateReader {
    private final OpenPgpLimits limits;
    private final List<Certificate> certificates = new ArrayList<>();
    private final List<PrivateKey> privateKeys = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final List<Packet> current = new ArrayList<>();

    private CertificateReader(OpenPgpLimits limits) {
        this.limits = limits;
    }

    /**
     * What a file holds.
     *
     * @param certificates those that can be read
     * @param privateKeys those that come with private keys, which carry their certificate in them
     * @param unreadable those that begin as a certificate and cannot be read, each with the reason
     */
    public record Contents(List<Certificate> certificates, List<PrivateKey> privateKeys, List<Unreadable> unreadable) {

        /** All certificates, also those of the private keys. */
        public List<Certificate> allCertificates() {
            var all = new ArrayList<>(certificates);
            privateKeys.forEach(k -> all.add(k.certificate()));
            return List.copyOf(all);
        }
    }

    /** Why a certificate among several cannot be read. */
    public record Unreadable(String reason) {}

    /**
     * Reads all there is. A certificate that cannot be read does not cost the others.
     *
     * @throws SyntaxException when it is not OpenPGP, holds something else than certificates, or is over the limits
     */
    public static Contents parse(byte[] octets, OpenPgpLimits limits) throws SyntaxException {
        var reader = new CertificateReader(limits);
        if (octets.length > limits.certificateOctets()) {
            throw new SyntaxException("more than " + limits.certificateOctets() + " octets of certificates", 0);
        }
        if (octets.length > 0 && (octets[0] & 0x80) != 0) {
            reader.binary(octets);
        } else {
            for (var block : Armor.readAll(octets)) {
                if (block.kind() == Armor.Kind.PUBLIC_KEY || block.kind() == Armor.Kind.PRIVATE_KEY) {
                    reader.binary(block.octets());
                }
            }
        }
        if (reader.certificates.isEmpty() && reader.privateKeys.isEmpty() && reader.unreadable.isEmpty()) {
            throw new SyntaxException("no certificate", 0);
        }
        return new Contents(
                List.copyOf(reader.certificates), List.copyOf(reader.privateKeys), List.copyOf(reader.unreadable));
    }

    private void binary(byte[] octets) throws SyntaxException {
        var packets = new PacketReader(OctetSource.of(new ByteArrayInputStream(octets)), limits.packets());
        try {
            var next = packets.next();
            while (next.isPresent()) {
                accept(new Packet(next.get().tag(), PacketReader.whole(next.get(), limits.packetOctets())));
                next = packets.next();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        finish();
    }

    private void accept(Packet packet) throws SyntaxException {
        boolean ignored = packet.tag() == Tags.MARKER
                || packet.tag() == Tags.TRUST
                || packet.tag() == Tags.PADDING
                || packet.tag() >= Tags.FIRST_NON_CRITICAL;
        if (ignored) {
            return;
        }
        if (packet.isKey()) {
            finish();
        } else if (current.isEmpty()) {
            throw new SyntaxException("a certificate begins with its primary key", 0);
        }
        current.add(packet);
    }

    private void finish() throws SyntaxException {
        if (current.isEmpty()) {
            return;
        }
        if (certificates.size() + privateKeys.size() + unreadable.size() == limits.certificates()) {
            throw new SyntaxException("more than " + limits.certificates() + " certificates", 0);
        }
        try {
            var certificate = assembled();
            var secrets = new ArrayList<KeyPacket>();
            for (var packet : current) {
                readable(packet).filter(k -> k.secret().isPresent()).ifPresent(secrets::add);
            }
            if (current.getFirst().tag() == Tags.SECRET_KEY) {
                privateKeys.add(new PrivateKey(certificate, secrets));
            } else {
                certificates.add(certificate);
            }
        } catch (SyntaxException e) {
            unreadable.add(new Unreadable(String.valueOf(e.getMessage())));
        } finally {
            current.clear();
        }
    }

    private static Optional<KeyPacket> readable(Packet packet) {
        if (!packet.isKey() && !packet.isSubkey()) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyPacket.read(packet));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    private Certificate assembled() throws SyntaxException {
        var components = new ArrayList<Component>();
        var signatures = new ArrayList<SignaturePacket>();
        var opaque = new ArrayList<Packet>();
        Component open = Component.primary(KeyPacket.read(current.getFirst()));
        for (var packet : current.subList(1, current.size())) {
            if (packet.tag() == Tags.SIGNATURE) {
                try {
                    signatures.add(SignaturePacket.read(packet.body()));
                } catch (SyntaxException e) {
                    opaque.add(packet);
                }
                continue;
            }
            components.add(open.with(signatures, opaque));
            signatures.clear();
            opaque.clear();
            open = component(packet);
        }
        components.add(open.with(signatures, opaque));
        return new Certificate(components);
    }

    private static Component component(Packet packet) throws SyntaxException {
        return switch (packet.tag()) {
            case Tags.USER_ID, Tags.USER_ATTRIBUTE -> Component.user(packet);
            case Tags.PUBLIC_SUBKEY, Tags.SECRET_SUBKEY -> Component.subkey(packet);
            default -> throw new SyntaxException("a packet of type " + packet.tag() + " in a certificate", 0);
        };
    }
}

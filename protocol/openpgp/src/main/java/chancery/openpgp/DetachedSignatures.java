package chancery.openpgp;

import chancery.mail.SyntaxException;
import chancery.mime.MimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Signatures that travel apart from what they cover (RFC 9580 §10.4). */
public final class DetachedSignatures {
    private static final int PIECE = 64 << 10;

    private DetachedSignatures() {}

    /**
     * A binary signature over the content's octets.
     *
     * @param signature the packet in binary form
     * @param hash that it uses, which PGP/MIME names
     */
    public record Made(byte[] signature, HashAlgorithm hash) {
        public String toArmor() {
            return Armor.write(Armor.Kind.SIGNATURE, signature);
        }
    }

    /** @throws IllegalArgumentException when the signer has no key that signs now */
    public static Made sign(
            MimeSource content, UnlockedKey signer, AlgorithmPolicy policy, Instant now, SecureRandom random)
            throws IOException {
        var signing = new Signing(signingKey(signer, now, policy), SignaturePacket.BINARY, now, List.of(), random);
        byte[] piece = new byte[PIECE];
        try (InputStream in = content.open()) {
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                signing.update(piece, 0, got);
            }
        }
        return new Made(new Packet(Tags.SIGNATURE, signing.finish()).toOctets(), signing.hash());
    }

    static UnlockedKey.Secret signingKey(UnlockedKey signer, Instant now, AlgorithmPolicy policy) {
        return signer.certificate().at(now, policy).signingKeys().stream()
                .sorted(java.util.Comparator.comparing(KeyView::isPrimary))
                .flatMap(k -> signer.secret(k.fingerprint()).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no key that signs in " + signer.certificate()));
    }

    /**
     * Judges each signature over the content.
     *
     * @param signatures binary or armored, several in a row
     * @return one verdict per signature, in their order
     * @throws SyntaxException when there is anything else than signatures
     */
    public static List<SignatureVerdict> verify(
            byte[] signatures,
            MimeSource content,
            List<Certificate> signers,
            AlgorithmPolicy policy,
            OpenPgpLimits limits,
            Instant now)
            throws IOException, SyntaxException {
        var checks = new ArrayList<ContentSignature>();
        for (var packet : packets(signatures, limits)) {
            checks.add(ContentSignature.ahead(packet.body()));
        }
        byte[] piece = new byte[PIECE];
        try (InputStream in = content.open()) {
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                for (var check : checks) {
                    check.update(piece, got);
                }
            }
        }
        var verifier = new SignatureVerifier(signers, policy, now);
        return checks.stream().map(c -> c.verdict(verifier, Optional.empty())).toList();
    }

    static List<Packet> packets(byte[] signatures, OpenPgpLimits limits) throws SyntaxException {
        var found = new ArrayList<Packet>();
        if (signatures.length > 0 && (signatures[0] & 0x80) != 0) {
            collect(signatures, limits, found);
        } else {
            for (var block : Armor.readAll(signatures)) {
                if (block.kind() != Armor.Kind.SIGNATURE) {
                    throw new SyntaxException("armored, and no signature", 0);
                }
                collect(block.octets(), limits, found);
            }
        }
        if (found.isEmpty()) {
            throw new SyntaxException("no signature", 0);
        }
        return found;
    }

    private static void collect(byte[] octets, OpenPgpLimits limits, List<Packet> found) throws SyntaxException {
        var packets = new PacketReader(OctetSource.of(new ByteArrayInputStream(octets)), limits.packets());
        try {
            for (var next = packets.next(); next.isPresent(); next = packets.next()) {
                int tag = next.get().tag();
                boolean ignored = tag == Tags.MARKER || tag == Tags.PADDING || tag >= Tags.FIRST_NON_CRITICAL;
                if (ignored) {
                    continue;
                }
                if (tag != Tags.SIGNATURE || found.size() == limits.signatures()) {
                    throw new SyntaxException(
                            "something else than signatures, or more than " + limits.signatures(), packets.position());
                }
                found.add(new Packet(tag, PacketReader.whole(next.get(), limits.packetOctets())));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A certificate with its private keys, locked or not (RFC 9580 §10.2). Immutable. */
public final class PrivateKey {
    private final Certificate certificate;
    private final List<KeyPacket> secrets;

    PrivateKey(Certificate certificate, List<KeyPacket> secrets) {
        this.certificate = certificate;
        this.secrets = List.copyOf(secrets);
    }

    /** Reads exactly one, binary or armored. */
    public static PrivateKey parse(byte[] octets) throws SyntaxException {
        var read = CertificateReader.parse(octets, OpenPgpLimits.STANDARD);
        if (read.privateKeys().size() != 1 || !read.certificates().isEmpty()) {
            throw new SyntaxException("exactly one private key expected", 0);
        }
        return read.privateKeys().getFirst();
    }

    public Certificate certificate() {
        return certificate;
    }

    /** True when some of its private keys need a passphrase. */
    public boolean needsPassphrase() {
        return secrets.stream().anyMatch(k -> k.secret().orElseThrow().needsPassphrase());
    }

    /** What came of unlocking. */
    public sealed interface Outcome {
        /** At least one private key is open. */
        record Unlocked(UnlockedKey key) implements Outcome {}

        record WrongPassphrase() implements Outcome {}

        record Refused(Refusal refusal, String explanation) implements Outcome {}
    }

    /**
     * Opens the private keys that need no passphrase or this one.
     *
     * @param passphrase in UTF-8; empty when there is none
     * @throws SyntaxException when a private key does not belong to its public one, or is malformed
     */
    public Outcome unlock(byte[] passphrase, OpenPgpLimits limits) throws SyntaxException {
        var open = new LinkedHashMap<Fingerprint, UnlockedKey.Secret>();
        Optional<Outcome> refused = Optional.empty();
        boolean wrong = false;
        for (var key : secrets) {
            boolean primary = key.fingerprint().equals(certificate.fingerprint());
            try {
                if (key.knownAlgorithm().isEmpty()) {
                    throw new RefusedException(Refusal.UNSUPPORTED, "an algorithm that is not known here");
                }
                var material = key.secret().orElseThrow().open(key, primary, passphrase, limits);
                wrong |= material.isEmpty();
                if (material.isPresent()) {
                    var numbers = SecretNumbers.read(key, material.get());
                    open.put(key.fingerprint(), new UnlockedKey.Secret(key.publicOnly(), numbers, material.get()));
                }
            } catch (RefusedException e) {
                refused = Optional.of(new Outcome.Refused(e.refusal(), e.explanation()));
            }
        }
        if (!open.isEmpty()) {
            return new Outcome.Unlocked(new UnlockedKey(certificate, Map.copyOf(open)));
        }
        return wrong ? new Outcome.WrongPassphrase() : refused.orElseGet(Outcome.WrongPassphrase::new);
    }

    /** The binary form, private keys as they are kept. */
    public byte[] toOctets() {
        var out = new OctetWriter();
        for (var component : certificate.components()) {
            boolean primary = component.kind() == Component.Kind.PRIMARY;
            var packet = component
                    .key()
                    .flatMap(k -> secrets.stream()
                            .filter(s -> s.fingerprint().equals(k.fingerprint()))
                            .findFirst())
                    .map(s -> s.packet(primary))
                    .orElse(component.packet());
            out.octets(packet.toOctets());
            component.signatures().forEach(s -> out.octets(s.packet().toOctets()));
            component.opaque().forEach(s -> out.octets(s.toOctets()));
        }
        return out.toOctets();
    }

    /** The armored form, lines ended by LF. */
    public String toArmor() {
        return Armor.write(Armor.Kind.PRIVATE_KEY, toOctets());
    }
}

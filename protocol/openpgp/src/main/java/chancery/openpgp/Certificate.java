package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * An OpenPGP certificate (RFC 9580 §10.1): keys, user IDs and signatures as they came, believed in nothing until
 * {@link #at} computes what holds. Holds no secrets. Immutable.
 */
public final class Certificate {
    private final List<Component> components;

    Certificate(List<Component> components) {
        this.components = List.copyOf(components);
    }

    /** Reads exactly one certificate, binary or armored; see {@link CertificateReader} for several. */
    public static Certificate parse(byte[] octets) throws SyntaxException {
        var read = CertificateReader.parse(octets, OpenPgpLimits.STANDARD);
        if (read.certificates().size() != 1
                || !read.privateKeys().isEmpty()
                || !read.unreadable().isEmpty()) {
            throw new SyntaxException("exactly one certificate expected", 0);
        }
        return read.certificates().getFirst();
    }

    /** Of the primary key; the name of the certificate. */
    public Fingerprint fingerprint() {
        return primary().fingerprint();
    }

    /** The fingerprints of all keys that can be read, the primary one first. */
    public List<Fingerprint> keyFingerprints() {
        return components.stream()
                .flatMap(c -> c.key().stream())
                .map(KeyPacket::fingerprint)
                .toList();
    }

    /** What holds of it at a time under a policy. */
    public CertificateView at(Instant time, AlgorithmPolicy policy) {
        return CertificateView.of(this, time, policy);
    }

    /**
     * The certificate with all parts of both, each once, in one order. Commutative, associative and idempotent; the
     * result is canonical.
     *
     * @throws IllegalArgumentException when the other is another certificate
     */
    public Certificate merge(Certificate other) {
        if (!Arrays.equals(primary().publicBody(), other.primary().publicBody())) {
            throw new IllegalArgumentException("two different certificates");
        }
        var all = new ArrayList<>(components);
        all.addAll(other.components);
        return canonical(all);
    }

    /**
     * The same certificate in its one canonical form: parts and signatures sorted and each once; without the parts about
     * which the owner of the primary key never signed anything, and without what claims to be the owner's and is not; of
     * others' signatures the 16 smallest of each part; of the area that no signature covers only what helps to check
     * (issuer and back-signature). Idempotent. What counts of it at a time and under a policy is left to {@link #at}.
     */
    public Certificate canonical() {
        return canonical(components);
    }

    private static Certificate canonical(List<Component> all) {
        var primary = all.getFirst().key().orElseThrow();
        var sorted = new TreeMap<Component, List<Component>>(Certificate::compare);
        all.forEach(c -> sorted.computeIfAbsent(c, k -> new ArrayList<>()).add(c));
        return new Certificate(sorted.values().stream()
                .map(same -> CanonicalSignatures.of(primary, same))
                .filter(part -> CanonicalSignatures.isSigned(primary, part))
                .toList());
    }

    private static int compare(Component one, Component other) {
        int byKind = one.kind().compareTo(other.kind());
        return byKind != 0
                ? byKind
                : Arrays.compareUnsigned(one.packet().body(), other.packet().body());
    }

    /** The binary form. */
    public byte[] toOctets() {
        var out = new OctetWriter();
        for (var component : components) {
            out.octets(component.packet().toOctets());
            component.signatures().forEach(s -> out.octets(s.packet().toOctets()));
            component.opaque().forEach(s -> out.octets(s.toOctets()));
        }
        return out.toOctets();
    }

    /** The armored form, lines ended by LF. */
    public String toArmor() {
        return Armor.write(Armor.Kind.PUBLIC_KEY, toOctets());
    }

    KeyPacket primary() {
        return components.getFirst().key().orElseThrow();
    }

    List<Component> components() {
        return components;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate c && Arrays.equals(toOctets(), c.toOctets());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toOctets());
    }

    @Override
    public String toString() {
        return "certificate " + fingerprint();
    }
}

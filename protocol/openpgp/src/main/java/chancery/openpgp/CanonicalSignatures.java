package chancery.openpgp;

import chancery.mail.SyntaxException;
import chancery.openpgp.Subpackets.Subpacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The signatures of one part of a certificate in one order, each once. What the owner of the certificate signed is kept
 * whatever anybody added to it; of what others signed there is a bound, since anybody can add to it.
 *
 * <p>Which signatures are kept depends on each of them alone, or is the smallest few of a set: so merging gives the same
 * in any order.
 */
record CanonicalSignatures(KeyPacket primary, Component component) {
    private static final int MOST_BY_OTHERS = 16;
    private static final int MOST_UNREADABLE = 8;
    private static final int MOST_UNHASHED = 8;
    private static final int LONGEST_UNHASHED = 8000;
    private static final Set<Integer> ISSUERS = Set.of(Subpackets.ISSUER, Subpackets.ISSUER_FINGERPRINT);

    /** The part with all signatures of these, which are the same part. */
    static Component of(KeyPacket primary, List<Component> same) {
        var first = same.getFirst();
        var canonical = new CanonicalSignatures(primary, first);
        return first.with(
                canonical.readable(same.stream().flatMap(c -> c.signatures().stream())),
                opaque(same.stream().flatMap(c -> c.opaque().stream())));
    }

    /** True when the owner of the certificate signed something about the part, or when nobody here can tell. */
    static boolean isSigned(KeyPacket primary, Component component) {
        var signatures = new CanonicalSignatures(primary, component);
        return component.kind() == Component.Kind.PRIMARY
                || primary.knownAlgorithm().isEmpty()
                || component.signatures().stream().anyMatch(signatures::isByOwner);
    }

    private List<SignaturePacket> readable(Stream<SignaturePacket> signatures) {
        var bySigned = new TreeMap<byte[], TreeSet<byte[]>>(Arrays::compareUnsigned);
        signatures.forEach(signature -> {
            byte[] signed = signature.version() == 3 ? signature.body() : rebuilt(signature, new byte[0]);
            var unhashed = bySigned.computeIfAbsent(signed, k -> new TreeSet<>(Arrays::compareUnsigned));
            signature.unhashed().all().stream()
                    .filter(s -> s.body().length <= LONGEST_UNHASHED)
                    .map(s -> Subpackets.write(List.of(new Subpacket(s.type(), false, s.body()))))
                    .forEach(unhashed::add);
        });
        var kept = new ArrayList<SignaturePacket>();
        int others = 0;
        for (var entry : bySigned.entrySet()) {
            var bare = read(entry.getKey());
            boolean own = isByOwner(bare);
            if (!own && !isByOther(bare)) {
                continue;
            }
            if (own || others++ < MOST_BY_OTHERS) {
                kept.add(bare.version() == 3 ? bare : with(bare, own, entry.getValue()));
            }
        }
        return List.copyOf(kept);
    }

    private boolean isByOwner(SignaturePacket signature) {
        return SelfSignatures.isBy(primary, signature, component.covered(primary, signature));
    }

    /** Others sign the key and its user IDs; whoever claims to be the owner and is not is nobody. */
    private boolean isByOther(SignaturePacket signature) {
        boolean subkey =
                component.kind() == Component.Kind.SUBKEY || component.kind() == Component.Kind.UNREADABLE_SUBKEY;
        boolean claimed =
                signature.hashed().issuerFingerprint().stream().anyMatch(f -> f.equals(primary.fingerprint()));
        return primary.knownAlgorithm().isEmpty() || (!subkey && !claimed);
    }

    /** With what helps to check it: who made it, and for a subkey the signature back. */
    private SignaturePacket with(SignaturePacket bare, boolean own, TreeSet<byte[]> unhashed) {
        byte[][] useful = unhashed.stream()
                .filter(s -> isUseful(bare, own, s))
                .limit(MOST_UNHASHED)
                .toArray(byte[][]::new);
        return read(rebuilt(bare, Numbers.joined(useful)));
    }

    private boolean isUseful(SignaturePacket bare, boolean own, byte[] written) {
        Subpacket subpacket;
        try {
            subpacket = Subpackets.read(written).all().getFirst();
        } catch (SyntaxException e) {
            return false;
        }
        if (ISSUERS.contains(subpacket.type())) {
            return !own || isOwner(subpacket);
        }
        return subpacket.type() == Subpackets.EMBEDDED_SIGNATURE
                && own
                && component.key().isPresent()
                && isBackSignature(subpacket.body(), component.covered(primary, bare));
    }

    private boolean isOwner(Subpacket issuer) {
        var one = new Subpackets(List.of(issuer));
        return one.issuer().filter(i -> i == primary.keyId()).isPresent()
                || one.issuerFingerprint()
                        .filter(f -> f.equals(primary.fingerprint()))
                        .isPresent();
    }

    private boolean isBackSignature(byte[] body, byte[] covered) {
        try {
            var signature = SignaturePacket.read(body);
            return signature.type() == SignaturePacket.PRIMARY_KEY_BINDING
                    && SelfSignatures.isBy(component.key().orElseThrow(), signature, covered);
        } catch (SyntaxException e) {
            return false;
        }
    }

    private static List<Packet> opaque(Stream<Packet> packets) {
        var sorted = new TreeSet<Packet>((a, b) -> Arrays.compareUnsigned(a.body(), b.body()));
        packets.forEach(sorted::add);
        return sorted.stream().limit(MOST_UNREADABLE).toList();
    }

    private static SignaturePacket read(byte[] body) {
        try {
            return SignaturePacket.read(body);
        } catch (SyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] rebuilt(SignaturePacket signature, byte[] unhashedArea) {
        boolean six = signature.version() == 6;
        var out = new OctetWriter().u8(signature.version()).u8(signature.type());
        out.u8(signature.algorithm()).u8(signature.hashAlgorithm());
        length(out, six, signature.hashedArea().length).octets(signature.hashedArea());
        length(out, six, unhashedArea.length).octets(unhashedArea).octets(signature.left());
        if (six) {
            out.u8(signature.salt().length).octets(signature.salt());
        }
        return out.octets(signature.material()).toOctets();
    }

    private static OctetWriter length(OctetWriter out, boolean six, int length) {
        return six ? out.u32(length) : out.u16(length);
    }
}

package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A certificate as it goes from hand to hand: pieces of it are lost, put in another order, repeated and added to. */
class CertificatePropertyTest {
    private static final List<UnlockedKey> OWNERS = List.of(
            Fixtures.key(KeyGenerator.Format.VERSION_4, "Alice <alice@a.example>"),
            Fixtures.key(KeyGenerator.Format.VERSION_6, "Alice <alice@a.example>"));
    private static final UnlockedKey OTHER = Fixtures.key(KeyGenerator.Format.VERSION_4, "Mallory <m@m.example>");

    /** A variant that somebody may hold. */
    private static Certificate variant(UnlockedKey owner, long seed) {
        var random = new Random(seed);
        var parts = new ArrayList<>(owner.certificate().components());
        for (int i = random.nextInt(3); i > 0; i--) {
            parts.add(stranger(parts.getFirst().key().orElseThrow(), random));
        }
        for (int i = 1; i < parts.size(); i++) {
            if (random.nextInt(4) == 0) {
                parts.add(parts.get(i));
            }
        }
        var tail = parts.subList(1, parts.size());
        Collections.shuffle(tail, random);
        if (!tail.isEmpty() && random.nextInt(3) == 0) {
            tail.removeLast();
        }
        parts.replaceAll(part -> part.with(signatures(part, random), List.of()));
        return new Certificate(parts);
    }

    /** A part that the owner never signed, with somebody else's signature over it. */
    private static Component stranger(KeyPacket primary, Random random) {
        var part = random.nextBoolean()
                ? Component.user(new Packet(Tags.USER_ID, Fixtures.utf8("Alice <mallory@m.example>")))
                : Component.subkey(OTHER.certificate().components().getLast().packet());
        int type = part.kind() == Component.Kind.USER_ID ? 0x13 : SignaturePacket.SUBKEY_BINDING;
        return part.with(List.of(signed(part, primary, type)), List.of());
    }

    private static SignaturePacket signed(Component part, KeyPacket primary, int type) {
        var secret = OTHER.secrets().getFirst();
        try {
            var shape =
                    SignaturePacket.read(new Signing(secret, type, Fixtures.NOW, List.of(), Fixtures.RANDOM).finish());
            return SignaturePacket.read(new Signing(secret, type, Fixtures.NOW, List.of(), Fixtures.RANDOM)
                    .update(part.covered(primary, shape))
                    .finish());
        } catch (SyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<SignaturePacket> signatures(Component part, Random random) {
        var signatures = new ArrayList<>(part.signatures());
        signatures.addAll(part.signatures());
        Collections.shuffle(signatures, random);
        return random.nextInt(5) == 0 ? List.of() : signatures;
    }

    private static UnlockedKey owner(int which) {
        return OWNERS.get(which & 1);
    }

    @Property(tries = 150)
    void mergeIsCommutative(@ForAll int which, @ForAll long a, @ForAll long b) {
        var one = variant(owner(which), a);
        var two = variant(owner(which), b);
        assertThat(one.merge(two)).isEqualTo(two.merge(one));
    }

    @Property(tries = 150)
    void mergeIsAssociative(@ForAll int which, @ForAll long a, @ForAll long b, @ForAll long c) {
        var one = variant(owner(which), a);
        var two = variant(owner(which), b);
        var three = variant(owner(which), c);
        assertThat(one.merge(two).merge(three)).isEqualTo(one.merge(two.merge(three)));
    }

    @Property(tries = 150)
    void mergeIsIdempotentAndCanonicalFormIsStable(@ForAll int which, @ForAll long a) throws Exception {
        var variant = variant(owner(which), a);
        var canonical = variant.canonical();
        assertThat(canonical.canonical()).isEqualTo(canonical);
        assertThat(variant.merge(variant)).isEqualTo(canonical);
        assertThat(canonical.merge(variant)).isEqualTo(canonical);
        assertThat(Certificate.parse(canonical.toOctets())).isEqualTo(canonical);
    }

    @Property(tries = 150)
    void nothingThatTheOwnerDidNotSignSurvives(@ForAll int which, @ForAll long a, @ForAll long b) {
        var merged = variant(owner(which), a).merge(variant(owner(which), b));
        var genuine = owner(which).certificate().canonical();
        assertThat(genuine.merge(merged).keyFingerprints()).isEqualTo(genuine.keyFingerprints());
        assertThat(genuine.keyFingerprints()).containsAll(merged.keyFingerprints());
        assertThat(merged.at(Fixtures.NOW, Fixtures.POLICY).userIds())
                .allMatch(u -> u.text().equals("Alice <alice@a.example>"));
    }

    @Test
    void floodOfStrangersSignaturesIsBounded() {
        var owner = OWNERS.getFirst();
        var parts = new ArrayList<>(owner.certificate().components());
        var primary = parts.getFirst().key().orElseThrow();
        var user = parts.get(1);
        var flood = new ArrayList<>(user.signatures());
        for (int i = 0; i < 300; i++) {
            flood.add(signed(Component.user(new Packet(Tags.USER_ID, new byte[] {(byte) i})), primary, 0x10));
        }
        parts.set(1, user.with(flood, List.of()));
        var canonical = new Certificate(parts).canonical();
        assertThat(canonical.components().get(1).signatures()).hasSize(17);
        assertThat(canonical.at(Fixtures.NOW, Fixtures.POLICY).verifiedUserIds())
                .hasSize(1);
        assertThat(canonical.merge(new Certificate(parts))).isEqualTo(canonical);
    }

    @Test
    void exchangedIssuerInTheUnsignedAreaDoesNotHideASignature() throws Exception {
        var owner = OWNERS.getFirst();
        var parts = new ArrayList<>(owner.certificate().components());
        var genuine = parts.get(1).signatures().getFirst();
        // the signed area names the owner by fingerprint; here somebody adds a second, wrong key ID behind it
        byte[] wrong = Subpackets.write(
                List.of(new Subpackets.Subpacket(Subpackets.ISSUER, false, new byte[] {1, 2, 3, 4, 5, 6, 7, 8})));
        int at = 6 + genuine.hashedArea().length;
        var out = new OctetWriter()
                .octets(java.util.Arrays.copyOf(genuine.body(), at))
                .u16(wrong.length)
                .octets(wrong)
                .octets(java.util.Arrays.copyOfRange(genuine.body(), at + 2, genuine.body().length));
        parts.set(1, parts.get(1).with(List.of(SignaturePacket.read(out.toOctets())), List.of()));
        var canonical = new Certificate(parts).canonical();
        assertThat(canonical).isEqualTo(owner.certificate().canonical());
    }
}

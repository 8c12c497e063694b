package chancery.openpgp;

import chancery.openpgp.Subpackets.Subpacket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes new keys: an Ed25519 primary key that certifies and signs, and an X25519 subkey for encryption. */
public final class KeyGenerator {
    private static final int SEIPD_1 = 0x01;
    private static final int SEIPD_2 = 0x08;

    private final SecureRandom random;

    public KeyGenerator(SecureRandom random) {
        this.random = random;
    }

    /** Which form a new key has. */
    public enum Format {
        /** Version 4 with the algorithm numbers that every program in use reads. */
        VERSION_4,
        /** Version 6 (RFC 9580), which older programs do not read. */
        VERSION_6
    }

    /**
     * A key with one user ID, its private parts in the clear.
     *
     * @param userId usually {@code Name <address>}
     * @param made to the second
     * @param validFor how long, or nothing for no end
     */
    public UnlockedKey generate(Format format, String userId, Instant made, Optional<Duration> validFor) {
        boolean six = format == Format.VERSION_6;
        var primary = six ? modern(PublicKeyAlgorithm.ED25519, made) : legacy(PublicKeyAlgorithm.EDDSA_LEGACY, made);
        var subkey = six ? modern(PublicKeyAlgorithm.X25519, made) : legacy(PublicKeyAlgorithm.ECDH, made);
        var user = Component.user(new Packet(Tags.USER_ID, userId.getBytes(StandardCharsets.UTF_8)));
        var components = new ArrayList<Component>();
        var first = Component.primary(primary.key());
        var stated = stated(six, validFor);
        if (six) {
            components.add(signed(first, primary, SignaturePacket.DIRECT_KEY, made, stated));
            var primaryUser = List.of(Signing.of(Subpackets.PRIMARY_USER_ID, 1));
            components.add(signed(user, primary, SignaturePacket.POSITIVE_CERTIFICATION, made, primaryUser));
        } else {
            stated.add(Signing.of(Subpackets.PRIMARY_USER_ID, 1));
            components.add(first);
            components.add(signed(user, primary, SignaturePacket.POSITIVE_CERTIFICATION, made, stated));
        }
        var packet = new Packet(Tags.PUBLIC_SUBKEY, subkey.key().publicBody());
        int uses = KeyUse.ENCRYPT_COMMUNICATIONS.flag() | KeyUse.ENCRYPT_STORAGE.flag();
        var binding = new ArrayList<>(List.of(critical(Signing.of(Subpackets.KEY_FLAGS, uses))));
        validFor.ifPresent(v -> binding.add(Signing.time(Subpackets.KEY_EXPIRES, v.toSeconds())));
        components.add(
                signed(Component.subkey(packet), primary, SignaturePacket.SUBKEY_BINDING, made, List.copyOf(binding)));
        return new UnlockedKey(
                new Certificate(components),
                Map.of(primary.key().fingerprint(), primary, subkey.key().fingerprint(), subkey));
    }

    private static Subpacket critical(Subpacket subpacket) {
        return new Subpacket(subpacket.type(), true, subpacket.body());
    }

    private static List<Subpacket> stated(boolean six, Optional<Duration> validFor) {
        var stated = new ArrayList<Subpacket>();
        stated.add(critical(Signing.of(Subpackets.KEY_FLAGS, KeyUse.CERTIFY.flag() | KeyUse.SIGN.flag())));
        validFor.ifPresent(v -> stated.add(Signing.time(Subpackets.KEY_EXPIRES, v.toSeconds())));
        stated.add(Signing.of(Subpackets.PREFERRED_CIPHERS, 9, 8, 7));
        stated.add(Signing.of(Subpackets.PREFERRED_HASHES, HashAlgorithm.SHA512.id(), HashAlgorithm.SHA384.id(), 8));
        stated.add(Signing.of(Subpackets.PREFERRED_COMPRESSION, 0));
        stated.add(Signing.of(Subpackets.FEATURES, six ? SEIPD_1 | SEIPD_2 : SEIPD_1));
        if (six) {
            // AES-256 and AES-128, OCB, which all must read, and GCM, which is faster
            stated.add(Signing.of(Subpackets.PREFERRED_AEAD, 9, 3, 9, 2, 7, 3, 7, 2));
        }
        return stated;
    }

    private Component signed(
            Component component, UnlockedKey.Secret by, int type, Instant made, List<Subpacket> stated) {
        var signing = new Signing(by, type, made, stated, random);
        try {
            var none = SignaturePacket.read(new Signing(by, type, made, stated, random).finish());
            byte[] body = signing.update(component.covered(by.key(), none)).finish();
            return component.with(List.of(SignaturePacket.read(body)), List.of());
        } catch (chancery.mail.SyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private UnlockedKey.Secret modern(PublicKeyAlgorithm algorithm, Instant made) {
        byte[] seed = seed();
        byte[] point = SecretNumbers.publicPoint(algorithm, seed);
        byte[] body = new OctetWriter()
                .u8(6)
                .u32(made.getEpochSecond())
                .u8(algorithm.id())
                .u32(point.length)
                .octets(point)
                .toOctets();
        return secret(body, seed, new SecretNumbers.Native(seed));
    }

    /** The forms of version 4 before RFC 9580. */
    private UnlockedKey.Secret legacy(PublicKeyAlgorithm algorithm, Instant made) {
        byte[] seed = seed();
        boolean ecdh = algorithm == PublicKeyAlgorithm.ECDH;
        var native25519 = ecdh ? PublicKeyAlgorithm.X25519 : PublicKeyAlgorithm.ED25519;
        byte[] point = Numbers.joined(new byte[] {0x40}, SecretNumbers.publicPoint(native25519, seed));
        byte[] oid = (ecdh ? Curve.CURVE25519_LEGACY : Curve.ED25519_LEGACY).oid();
        var out = new OctetWriter().u8(4).u32(made.getEpochSecond()).u8(algorithm.id());
        out.u8(oid.length).octets(oid).mpi(point);
        if (ecdh) {
            out.u8(3).u8(1).u8(HashAlgorithm.SHA256.id()).u8(SymmetricAlgorithm.AES_128.id());
        }
        byte[] material =
                new OctetWriter().mpi(ecdh ? Numbers.reversed(seed) : seed).toOctets();
        return secret(out.toOctets(), material, new SecretNumbers.Native(seed));
    }

    private byte[] seed() {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        // as X25519 uses it anyway; old programs expect it so. RFC 7748 §5
        seed[0] &= (byte) 0xf8;
        seed[31] = (byte) ((seed[31] & 0x7f) | 0x40);
        return seed;
    }

    private static UnlockedKey.Secret secret(byte[] body, byte[] material, SecretNumbers numbers) {
        try {
            var key = KeyPacket.read(new Packet(Tags.PUBLIC_KEY, body));
            return new UnlockedKey.Secret(key, numbers, material);
        } catch (chancery.mail.SyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The private part of a key packet as it is kept (RFC 9580 §5.5.3). Immutable.
 *
 * @param usage 0 in the clear, 253 AEAD, 254 CFB with SHA-1, 255 and others CFB with a sum
 * @param octets all of it, as written behind the public part
 */
record SecretPart(
        int usage,
        Optional<SymmetricAlgorithm> cipher,
        Optional<AeadAlgorithm> aead,
        Optional<S2k> s2k,
        byte[] iv,
        byte[] data,
        byte[] octets) {

    static final int CLEAR = 0;
    static final int AEAD = 253;
    static final int CFB_SHA1 = 254;

    static SecretPart read(int version, Octets in) throws SyntaxException {
        byte[] all = in.rest();
        var part = new Octets(all);
        int usage = part.u8();
        if (usage == CLEAR) {
            return new SecretPart(
                    usage, Optional.empty(), Optional.empty(), Optional.empty(), new byte[0], part.rest(), all);
        }
        if (version == 6) {
            part.u8();
        }
        boolean hasS2k = usage >= AEAD;
        var cipher = SymmetricAlgorithm.of(hasS2k ? part.u8() : usage);
        Optional<AeadAlgorithm> aead = usage == AEAD ? AeadAlgorithm.of(part.u8()) : Optional.empty();
        if (hasS2k && version == 6) {
            part.u8();
        }
        S2k s2k = hasS2k ? S2k.read(part) : new S2k.Simple(HashAlgorithm.MD5);
        int ivOctets = s2k instanceof S2k.Unknown
                ? 0
                : usage == AEAD
                        ? aead.map(AeadAlgorithm::nonceOctets).orElse(0)
                        : cipher.map(SymmetricAlgorithm::blockOctets).orElse(0);
        byte[] iv = part.take(ivOctets);
        return new SecretPart(usage, cipher, aead, Optional.of(s2k), iv, part.rest(), all);
    }

    /** In the clear. */
    static SecretPart clear(int version, byte[] material) {
        var out = new OctetWriter().u8(CLEAR).octets(material);
        if (version < 6) {
            out.u16(sum(material, material.length));
        }
        byte[] octets = out.toOctets();
        byte[] data = Arrays.copyOfRange(octets, 1, octets.length);
        return new SecretPart(CLEAR, Optional.empty(), Optional.empty(), Optional.empty(), new byte[0], data, octets);
    }

    /** Locked by a passphrase: Argon2 with AES-256-OCB for version 6, iterated SHA-256 with AES-256-CFB for version 4. */
    static SecretPart locked(KeyPacket key, boolean primary, byte[] material, byte[] passphrase, SecureRandom random)
            throws SyntaxException {
        byte[] salt = new byte[key.version() == 6 ? 16 : 8];
        random.nextBytes(salt);
        byte[] iv = new byte[key.version() == 6 ? AeadAlgorithm.OCB.nonceOctets() : 16];
        random.nextBytes(iv);
        // RFC 9106 §4, second choice; 0xff is what most programs count to for SHA-256
        S2k s2k = key.version() == 6
                ? new S2k.Argon2(salt, 3, 4, 16)
                : new S2k.Iterated(HashAlgorithm.SHA256, salt, 0xff);
        byte[] derived;
        try {
            derived = s2k.derive(passphrase, 32, OpenPgpLimits.STANDARD);
        } catch (RefusedException e) {
            throw new IllegalStateException(e);
        }
        byte[] method = s2k.octets();
        var out = new OctetWriter();
        if (key.version() == 6) {
            out.u8(AEAD).u8(3 + method.length + iv.length).u8(SymmetricAlgorithm.AES_256.id());
            out.u8(AeadAlgorithm.OCB.id()).u8(method.length).octets(method).octets(iv);
            int type = primary ? Tags.SECRET_KEY : Tags.SECRET_SUBKEY;
            var sealing = sealing(key, type, SymmetricAlgorithm.AES_256, AeadAlgorithm.OCB, derived);
            out.octets(sealing.seal(iv, associated(key, type), material));
        } else {
            out.u8(CFB_SHA1).u8(SymmetricAlgorithm.AES_256.id()).octets(method).octets(iv);
            byte[] hash = HashAlgorithm.SHA1.begin().digest(material);
            var cfb = Cfb.encrypting(SymmetricAlgorithm.AES_256, derived, iv);
            out.octets(cfb.apply(Numbers.joined(material, hash)));
        }
        return read(key.version(), new Octets(out.toOctets()));
    }

    boolean needsPassphrase() {
        return usage != CLEAR;
    }

    /** The secret numbers as written in the clear; nothing when the passphrase is not the right one. */
    Optional<byte[]> open(KeyPacket key, boolean primary, byte[] passphrase, OpenPgpLimits limits)
            throws RefusedException {
        if (usage == CLEAR) {
            return key.version() == 6 ? Optional.of(data) : summed(data);
        }
        if (s2k.orElseThrow() instanceof S2k.Unknown) {
            throw new RefusedException(Refusal.UNSUPPORTED, "the private part is kept elsewhere");
        }
        if (cipher.isEmpty() || (usage == AEAD && aead.isEmpty())) {
            throw new RefusedException(Refusal.UNSUPPORTED, "a private key locked in an unknown way");
        }
        if (key.version() == 3) {
            throw new RefusedException(Refusal.UNSUPPORTED, "private keys of version 3 are not used");
        }
        byte[] derived = s2k.orElseThrow().derive(passphrase, cipher.get().keyOctets(), limits);
        if (usage == AEAD) {
            if (!cipher.get().isAes()) {
                throw new RefusedException(Refusal.UNSUPPORTED, "AEAD with a cipher that is not AES");
            }
            int type = primary ? Tags.SECRET_KEY : Tags.SECRET_SUBKEY;
            return sealing(key, type, cipher.get(), aead.get(), derived).open(iv, associated(key, type), data);
        }
        byte[] plain = Cfb.decrypting(cipher.get(), derived, iv).apply(data);
        return usage == CFB_SHA1 ? hashed(plain) : summed(plain);
    }

    // RFC 9580 §3.7.2.1
    private static Aead sealing(
            KeyPacket key, int type, SymmetricAlgorithm cipher, AeadAlgorithm mode, byte[] derived) {
        byte[] purpose = {(byte) (0xc0 | type), (byte) key.version(), (byte) cipher.id(), (byte) mode.id()};
        return Aead.of(mode, Hkdf.sha256(derived, new byte[0], purpose, cipher.keyOctets()));
    }

    private static byte[] associated(KeyPacket key, int type) {
        return new OctetWriter().u8(0xc0 | type).octets(key.publicBody()).toOctets();
    }

    private static Optional<byte[]> hashed(byte[] plain) {
        int length = plain.length - 20;
        if (length < 0) {
            return Optional.empty();
        }
        byte[] material = Arrays.copyOf(plain, length);
        byte[] hash = Arrays.copyOfRange(plain, length, plain.length);
        return MessageDigest.isEqual(hash, HashAlgorithm.SHA1.begin().digest(material))
                ? Optional.of(material)
                : Optional.empty();
    }

    private static Optional<byte[]> summed(byte[] plain) {
        int length = plain.length - 2;
        if (length < 0) {
            return Optional.empty();
        }
        int given = ((plain[length] & 0xff) << 8) | (plain[length + 1] & 0xff);
        return given == sum(plain, length) ? Optional.of(Arrays.copyOf(plain, length)) : Optional.empty();
    }

    static int sum(byte[] octets, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += octets[i] & 0xff;
        }
        return sum & 0xffff;
    }
}

package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * A signature (RFC 9580 §5.2), version 3, 4 or 6. Immutable.
 *
 * @param made version 3: the time it names; else the creation time in its hashed area, or nothing when that is missing
 * @param issuer version 3: the key ID it names
 * @param left the first two octets of the hash
 * @param salt version 6 only
 * @param body the whole packet body
 */
record SignaturePacket(
        int version,
        int type,
        int algorithm,
        int hashAlgorithm,
        byte[] hashedArea,
        Subpackets hashed,
        Subpackets unhashed,
        Optional<Instant> made,
        Optional<Long> issuer,
        byte[] left,
        byte[] salt,
        byte[] material,
        byte[] body) {

    static final int BINARY = 0x00;
    static final int TEXT = 0x01;
    static final int POSITIVE_CERTIFICATION = 0x13;
    static final int SUBKEY_BINDING = 0x18;
    static final int PRIMARY_KEY_BINDING = 0x19;
    static final int DIRECT_KEY = 0x1f;
    static final int KEY_REVOCATION = 0x20;
    static final int SUBKEY_REVOCATION = 0x28;
    static final int CERTIFICATION_REVOCATION = 0x30;

    static SignaturePacket read(byte[] body) throws SyntaxException {
        var in = new Octets(body);
        int version = in.u8();
        return switch (version) {
            case 2, 3 -> old(in, body);
            case 4, 6 -> current(version, in, body);
            default -> throw new SyntaxException("a signature of version " + version + " is not known here", 0);
        };
    }

    // RFC 9580 §5.2.2
    private static SignaturePacket old(Octets in, byte[] body) throws SyntaxException {
        if (in.u8() != 5) {
            throw new SyntaxException("a signature of version 3 hashes 5 octets", 1);
        }
        byte[] hashed = in.take(5);
        var fields = new Octets(hashed);
        int type = fields.u8();
        var made = Instant.ofEpochSecond(fields.u32());
        long issuer = in.u32() << 32 | in.u32();
        int algorithm = in.u8();
        int hash = in.u8();
        var none = new Subpackets(java.util.List.of());
        return new SignaturePacket(
                3,
                type,
                algorithm,
                hash,
                hashed,
                none,
                none,
                Optional.of(made),
                Optional.of(issuer),
                in.take(2),
                new byte[0],
                in.rest(),
                body);
    }

    // RFC 9580 §5.2.3
    private static SignaturePacket current(int version, Octets in, byte[] body) throws SyntaxException {
        int type = in.u8();
        int algorithm = in.u8();
        int hash = in.u8();
        byte[] hashedArea = in.take(version == 6 ? in.length32() : in.u16());
        byte[] unhashedArea = in.take(version == 6 ? in.length32() : in.u16());
        byte[] left = in.take(2);
        byte[] salt = version == 6 ? in.take(in.u8()) : new byte[0];
        int saltNeeded = HashAlgorithm.of(hash).map(HashAlgorithm::saltOctets).orElse(salt.length);
        // RFC 9580 §5.2.3
        if (version == 6 && salt.length != saltNeeded) {
            throw new SyntaxException("a salt of the wrong size for its hash", in.position());
        }
        var hashed = Subpackets.read(hashedArea);
        return new SignaturePacket(
                version,
                type,
                algorithm,
                hash,
                hashedArea,
                hashed,
                Subpackets.read(unhashedArea),
                hashed.created(),
                Optional.empty(),
                left,
                salt,
                in.rest(),
                body);
    }

    Optional<HashAlgorithm> hash() {
        return HashAlgorithm.of(hashAlgorithm);
    }

    Optional<Long> issuerKeyId() {
        return issuer.or(() -> hashed.issuer())
                .or(unhashed::issuer)
                .or(() -> issuerFingerprint().map(KeyPacket::keyId));
    }

    Optional<Fingerprint> issuerFingerprint() {
        return hashed.issuerFingerprint().or(unhashed::issuerFingerprint);
    }

    /** True unless the signature names another key as its maker. */
    boolean mayBeBy(KeyPacket key) {
        var fingerprint = issuerFingerprint();
        if (fingerprint.isPresent()) {
            return fingerprint.get().equals(key.fingerprint());
        }
        var keyId = issuerKeyId();
        return keyId.isEmpty() || keyId.get() == 0 || keyId.get() == key.keyId();
    }

    /** When it ends, if it does. */
    Optional<Instant> expires() {
        return made.flatMap(m ->
                hashed.seconds(Subpackets.SIGNATURE_EXPIRES).filter(s -> s != 0).map(m::plusSeconds));
    }

    boolean isCertification() {
        return type >= 0x10 && type <= POSITIVE_CERTIFICATION;
    }

    /** A hash that has taken in what stands before the signed octets. */
    MessageDigest begin(HashAlgorithm algorithm) {
        MessageDigest digest = algorithm.begin();
        digest.update(salt);
        return digest;
    }

    // RFC 9580 §5.2.4
    byte[] finish(MessageDigest digest) {
        if (version == 3) {
            return digest.digest(hashedArea);
        }
        return digest.digest(trailer(version, type, algorithm, hashAlgorithm, hashedArea));
    }

    static byte[] trailer(int version, int type, int algorithm, int hash, byte[] hashedArea) {
        var out = new OctetWriter().u8(version).u8(type).u8(algorithm).u8(hash);
        if (version == 6) {
            out.u32(hashedArea.length);
        } else {
            out.u16(hashedArea.length);
        }
        byte[] fields = out.octets(hashedArea).toOctets();
        return new OctetWriter()
                .octets(fields)
                .u8(version)
                .u8(0xff)
                .u32(fields.length)
                .toOctets();
    }

    Packet packet() {
        return new Packet(Tags.SIGNATURE, body);
    }
}

package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A primary key or subkey (RFC 9580 §5.5). Immutable.
 *
 * @param version 3, 4 or 6
 * @param created when it says it was made
 * @param validDays version 3 only: lifetime in days, 0 for ever
 * @param algorithm number of the public-key algorithm, known or not
 * @param publicBody the body of the public key packet, which signatures cover
 * @param secret how the private part is kept, when it is there
 */
record KeyPacket(
        int version,
        Instant created,
        int validDays,
        int algorithm,
        PublicMaterial material,
        byte[] publicBody,
        Optional<SecretPart> secret) {

    static KeyPacket read(Packet packet) throws SyntaxException {
        var in = new Octets(packet.body());
        boolean secret = packet.tag() == Tags.SECRET_KEY || packet.tag() == Tags.SECRET_SUBKEY;
        int version = in.u8();
        if (version != 3 && version != 2 && version != 4 && version != 6) {
            throw new SyntaxException("a key of version " + version + " is not known here", 0);
        }
        Instant created = Instant.ofEpochSecond(in.u32());
        int days = version < 4 ? in.u16() : 0;
        int algorithm = in.u8();
        var material = version == 6 ? sized(algorithm, in) : PublicMaterial.read(algorithm, in);
        if (version < 4 && !(material instanceof PublicMaterial.Rsa)) {
            throw new SyntaxException("a key of version 3 is RSA", in.position());
        }
        byte[] publicBody = Arrays.copyOf(packet.body(), in.position());
        Optional<SecretPart> part = secret ? Optional.of(SecretPart.read(version, in)) : Optional.empty();
        in.end("the key");
        return new KeyPacket(Math.max(3, version), created, days, algorithm, material, publicBody, part);
    }

    private static PublicMaterial sized(int algorithm, Octets in) throws SyntaxException {
        var inner = new Octets(in.take(in.length32()));
        var material = PublicMaterial.read(algorithm, inner);
        inner.end("the key material");
        // RFC 9580 §5.5.5.5: the legacy curves have no place in version 6
        if (material instanceof PublicMaterial.Ec ec
                && (ec.curve() == Curve.ED25519_LEGACY || ec.curve() == Curve.CURVE25519_LEGACY)) {
            throw new SyntaxException("a legacy curve in a key of version 6", in.position());
        }
        return material;
    }

    /** The key without its private part. */
    KeyPacket publicOnly() {
        return new KeyPacket(version, created, validDays, algorithm, material, publicBody, Optional.empty());
    }

    KeyPacket withSecret(SecretPart part) {
        return new KeyPacket(version, created, validDays, algorithm, material, publicBody, Optional.of(part));
    }

    Packet packet(boolean primary) {
        if (secret.isEmpty()) {
            return new Packet(primary ? Tags.PUBLIC_KEY : Tags.PUBLIC_SUBKEY, publicBody);
        }
        byte[] body = Numbers.joined(publicBody, secret.get().octets());
        return new Packet(primary ? Tags.SECRET_KEY : Tags.SECRET_SUBKEY, body);
    }

    Optional<PublicKeyAlgorithm> knownAlgorithm() {
        return material instanceof PublicMaterial.Unknown ? Optional.empty() : PublicKeyAlgorithm.of(algorithm);
    }

    /** What a signature covers of the key. RFC 9580 §5.2.4 */
    byte[] hashed() {
        var out = new OctetWriter();
        if (version == 6) {
            out.u8(0x9b).u32(publicBody.length);
        } else {
            out.u8(0x99).u16(publicBody.length);
        }
        return out.octets(publicBody).toOctets();
    }

    Fingerprint fingerprint() {
        if (version == 3) {
            var rsa = (PublicMaterial.Rsa) material;
            MessageDigest md5 = HashAlgorithm.MD5.begin();
            md5.update(Numbers.unsigned(rsa.n()));
            return Fingerprint.of(3, md5.digest(Numbers.unsigned(rsa.e())));
        }
        var hash = version == 6 ? HashAlgorithm.SHA256 : HashAlgorithm.SHA1;
        return Fingerprint.of(version, hash.begin().digest(hashed()));
    }

    long keyId() {
        if (version == 3) {
            return ((PublicMaterial.Rsa) material).n().longValue();
        }
        return keyId(fingerprint());
    }

    static long keyId(Fingerprint fingerprint) {
        byte[] octets = fingerprint.octets();
        return ByteBuffer.wrap(octets).getLong(fingerprint.version() == 6 ? 0 : octets.length - 8);
    }

    static String text(long keyId) {
        return "%016X".formatted(keyId);
    }
}

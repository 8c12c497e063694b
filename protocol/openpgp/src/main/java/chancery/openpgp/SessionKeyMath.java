package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;

/** Encrypts session keys to public keys and back (RFC 9580 §5.1.3 to RFC 9580 §5.1.7). */
final class SessionKeyMath {
    private static final byte[] ANONYMOUS = {
        'A', 'n', 'o', 'n', 'y', 'm', 'o', 'u', 's', ' ', 'S', 'e', 'n', 'd', 'e', 'r', ' ', ' ', ' ', ' '
    };

    private SessionKeyMath() {}

    /**
     * The algorithm-specific part of a PKESK.
     *
     * @param cipher of a version 3 packet, nothing in version 6
     */
    static byte[] wrap(KeyPacket key, byte[] sessionKey, Optional<SymmetricAlgorithm> cipher, SecureRandom random) {
        byte[] prefix = cipher.map(c -> new byte[] {(byte) c.id()}).orElse(new byte[0]);
        int sum = SecretPart.sum(sessionKey, sessionKey.length);
        byte[] encoded =
                new OctetWriter().octets(prefix).octets(sessionKey).u16(sum).toOctets();
        return switch (key.material()) {
            case PublicMaterial.Rsa rsa -> {
                byte[] padded = RsaMath.encryptionPadding(encoded, RsaMath.octets(rsa), random);
                yield new OctetWriter().mpi(RsaMath.publicly(rsa, padded)).toOctets();
            }
            case PublicMaterial.Ec ec -> ecdh(key, ec, encoded, random);
            case PublicMaterial.Native n -> natively(n, prefix, sessionKey, random);
            case PublicMaterial.Elgamal elgamal -> throw new IllegalArgumentException("Elgamal is only read");
            case PublicMaterial.Dsa dsa -> throw new IllegalArgumentException("DSA does not encrypt");
            case PublicMaterial.Unknown unknown -> throw new IllegalArgumentException("an unknown algorithm");
        };
    }

    // RFC 9580 §11.5
    private static byte[] ecdh(KeyPacket key, PublicMaterial.Ec ec, byte[] encoded, SecureRandom random) {
        byte[] point;
        byte[] shared;
        var nist = NistCurve.of(ec.curve());
        if (nist.isPresent()) {
            var agreed = nist.get().agreeWith(ec.point(), random);
            point = agreed.point();
            shared = agreed.shared();
        } else if (ec.curve().isWeierstrass()) {
            var domain = ec.curve().domain();
            BigInteger own;
            do {
                own = new BigInteger(domain.getN().bitLength(), random);
            } while (own.signum() == 0 || own.compareTo(domain.getN()) >= 0);
            point = domain.getG().multiply(own).getEncoded(false);
            shared = x(ec, ec.point(), own);
        } else {
            byte[] own = new byte[32];
            X25519.generatePrivateKey(random, own);
            point = Numbers.joined(new byte[] {0x40}, SecretNumbers.publicPoint(PublicKeyAlgorithm.X25519, own));
            shared = new byte[32];
            X25519.calculateAgreement(own, 0, ec.point(), 1, shared, 0);
        }
        int padding = 8 - encoded.length % 8;
        byte[] padded = Arrays.copyOf(encoded, encoded.length + padding);
        Arrays.fill(padded, encoded.length, padded.length, (byte) padding);
        byte[] wrapped = wrapped(kek(key, ec, shared), padded);
        return new OctetWriter().mpi(point).u8(wrapped.length).octets(wrapped).toOctets();
    }

    private static byte[] x(PublicMaterial.Ec ec, byte[] point, BigInteger scalar) {
        var nist = NistCurve.of(ec.curve());
        if (nist.isPresent()) {
            return nist.get().agreed(scalar, point);
        }
        var shared = ec.curve()
                .domain()
                .getCurve()
                .decodePoint(point)
                .multiply(scalar)
                .normalize();
        if (shared.isInfinity()) {
            throw new IllegalArgumentException("a point without a product");
        }
        return Numbers.fixed(shared.getAffineXCoord().toBigInteger(), ec.curve().fieldOctets());
    }

    private static byte[] kek(KeyPacket key, PublicMaterial.Ec ec, byte[] shared) {
        byte[] oid = ec.curve().oid();
        byte[] fingerprint = key.fingerprint().octets();
        byte[] parameters = new OctetWriter()
                .u8(oid.length)
                .octets(oid)
                .u8(PublicKeyAlgorithm.ECDH.id())
                .octets(new byte[] {
                    3, 1, (byte) ec.kdfHash().id(), (byte) ec.kdfCipher().id()
                })
                .octets(ANONYMOUS)
                .octets(fingerprint)
                .toOctets();
        MessageDigest digest = ec.kdfHash().begin();
        digest.update(new byte[] {0, 0, 0, 1});
        digest.update(shared);
        digest.update(parameters);
        return Arrays.copyOf(digest.digest(), ec.kdfCipher().keyOctets());
    }

    private static byte[] wrapped(byte[] kek, byte[] plain) {
        var engine = new RFC3394WrapEngine(AESEngine.newInstance());
        engine.init(true, new KeyParameter(kek));
        return engine.wrap(plain, 0, plain.length);
    }

    private static Optional<byte[]> unwrapped(byte[] kek, byte[] wrapped) {
        if (wrapped.length < 16 || wrapped.length % 8 != 0) {
            return Optional.empty();
        }
        var engine = new RFC3394WrapEngine(AESEngine.newInstance());
        engine.init(false, new KeyParameter(kek));
        try {
            return Optional.of(engine.unwrap(wrapped, 0, wrapped.length));
        } catch (InvalidCipherTextException e) {
            return Optional.empty();
        }
    }

    // RFC 9580 §5.1.6, RFC 9580 §5.1.7
    private static byte[] natively(PublicMaterial.Native key, byte[] prefix, byte[] sessionKey, SecureRandom random) {
        byte[] own = new byte[key.point().length];
        if (key.algorithm() == PublicKeyAlgorithm.X448) {
            X448.generatePrivateKey(random, own);
        } else {
            X25519.generatePrivateKey(random, own);
        }
        byte[] ephemeral = SecretNumbers.publicPoint(key.algorithm(), own);
        byte[] shared = agreed(key.algorithm(), own, key.point());
        byte[] wrapped = wrapped(kek(key.algorithm(), ephemeral, key.point(), shared), sessionKey);
        return new OctetWriter()
                .octets(ephemeral)
                .u8(prefix.length + wrapped.length)
                .octets(prefix)
                .octets(wrapped)
                .toOctets();
    }

    private static byte[] agreed(PublicKeyAlgorithm algorithm, byte[] own, byte[] other) {
        byte[] shared = new byte[other.length];
        boolean sound = algorithm == PublicKeyAlgorithm.X448
                ? X448.calculateAgreement(own, 0, other, 0, shared, 0)
                : X25519.calculateAgreement(own, 0, other, 0, shared, 0);
        if (!sound) {
            throw new IllegalArgumentException("a point of small order");
        }
        return shared;
    }

    private static byte[] kek(PublicKeyAlgorithm algorithm, byte[] ephemeral, byte[] recipient, byte[] shared) {
        byte[] secret = Numbers.joined(ephemeral, recipient, shared);
        return algorithm == PublicKeyAlgorithm.X448
                ? Hkdf.sha512(
                        secret, new byte[0], "OpenPGP X448".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 32)
                : Hkdf.sha256(
                        secret, new byte[0], "OpenPGP X25519".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 16);
    }

    /**
     * The session key of a PKESK, or nothing when it is not for the key.
     *
     * @param version of the PKESK: 3 or 6
     */
    static Optional<SessionKey> unwrap(KeyPacket key, SecretNumbers secret, int version, byte[] material) {
        try {
            var in = new Octets(material);
            return switch (key.material()) {
                case PublicMaterial.Rsa rsa -> {
                    byte[] block = Numbers.fixed(in.mpi(), RsaMath.octets(rsa));
                    byte[] plain = RsaMath.privately(rsa, (SecretNumbers.Rsa) secret, block);
                    yield RsaMath.unpadded(plain).flatMap(m -> SessionKey.summed(version, m));
                }
                case PublicMaterial.Elgamal e -> {
                    BigInteger shared = in.mpi().modPow(((SecretNumbers.Scalar) secret).x(), e.p());
                    BigInteger plain =
                            in.mpi().multiply(shared.modInverse(e.p())).mod(e.p());
                    byte[] block = Numbers.fixed(plain, (e.p().bitLength() + 7) / 8);
                    yield RsaMath.unpadded(block).flatMap(m -> SessionKey.summed(version, m));
                }
                case PublicMaterial.Ec ec -> unwrap(key, ec, secret, version, in);
                case PublicMaterial.Native n -> unwrap(n, (SecretNumbers.Native) secret, version, in);
                case PublicMaterial.Dsa dsa -> Optional.empty();
                case PublicMaterial.Unknown unknown -> Optional.empty();
            };
        } catch (SyntaxException | IllegalArgumentException | ArithmeticException e) {
            // numbers that no encryption makes: as good as encrypted to somebody else
            return Optional.empty();
        }
    }

    private static Optional<SessionKey> unwrap(
            KeyPacket key, PublicMaterial.Ec ec, SecretNumbers secret, int version, Octets in) throws SyntaxException {
        byte[] point = in.mpiOctets();
        byte[] wrapped = in.take(in.u8());
        byte[] shared;
        if (secret instanceof SecretNumbers.Scalar scalar) {
            shared = x(ec, point, scalar.x());
        } else if (secret instanceof SecretNumbers.Native n && point.length == 33) {
            shared = agreed(PublicKeyAlgorithm.X25519, n.octets(), Arrays.copyOfRange(point, 1, 33));
        } else {
            return Optional.empty();
        }
        return unwrapped(kek(key, ec, shared), wrapped)
                .flatMap(SessionKeyMath::unpadded)
                .flatMap(m -> SessionKey.summed(version, m));
    }

    private static Optional<byte[]> unpadded(byte[] padded) {
        int padding = padded[padded.length - 1] & 0xff;
        if (padding < 1 || padding >= padded.length) {
            return Optional.empty();
        }
        for (int i = padded.length - padding; i < padded.length; i++) {
            if (padded[i] != padding) {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOf(padded, padded.length - padding));
    }

    private static Optional<SessionKey> unwrap(
            PublicMaterial.Native key, SecretNumbers.Native secret, int version, Octets in) throws SyntaxException {
        byte[] ephemeral = in.take(key.point().length);
        var rest = new Octets(in.take(in.u8()));
        Optional<SymmetricAlgorithm> cipher = version == 3 ? SymmetricAlgorithm.of(rest.u8()) : Optional.empty();
        byte[] shared = agreed(key.algorithm(), secret.octets(), ephemeral);
        return unwrapped(kek(key.algorithm(), ephemeral, key.point(), shared), rest.rest())
                .filter(k -> version == 6
                        || cipher.filter(c -> c.keyOctets() == k.length).isPresent())
                .map(k -> new SessionKey(cipher, k));
    }
}

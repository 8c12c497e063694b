package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.DSAParameters;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSASigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/** Signs hashes and checks what was signed (RFC 9580 §5.2.3). */
final class SignatureMath {
    private static final byte[] NO_CONTEXT = {};

    private SignatureMath() {}

    /** True only when the signature of the hash is by the key; whatever cannot be computed is false. */
    static boolean isBy(KeyPacket key, SignaturePacket signature, HashAlgorithm hash, byte[] digest) {
        if (signature.algorithm() != key.algorithm() && !bothRsa(signature.algorithm(), key.algorithm())) {
            return false;
        }
        try {
            return fits(key, signature.material(), hash, digest);
        } catch (SyntaxException | IllegalArgumentException | ArithmeticException e) {
            // points off the curve, moduli that are even: such a key has signed nothing
            return false;
        }
    }

    private static boolean bothRsa(int one, int other) {
        return one >= 1 && one <= 3 && other >= 1 && other <= 3;
    }

    private static boolean fits(KeyPacket key, byte[] material, HashAlgorithm hash, byte[] digest)
            throws SyntaxException {
        var in = new Octets(material);
        var algorithm = key.knownAlgorithm();
        if (algorithm.isEmpty() || !algorithm.get().signs()) {
            return false;
        }
        return switch (key.material()) {
            case PublicMaterial.Rsa rsa -> rsa(rsa, in, hash, digest);
            case PublicMaterial.Dsa dsa -> dsa(dsa, in, digest);
            case PublicMaterial.Elgamal elgamal -> false;
            case PublicMaterial.Ec ec -> elliptic(ec, in, digest);
            case PublicMaterial.Native n -> natively(n, in, digest);
            case PublicMaterial.Unknown unknown -> false;
        };
    }

    private static boolean rsa(PublicMaterial.Rsa rsa, Octets in, HashAlgorithm hash, byte[] digest)
            throws SyntaxException {
        BigInteger value = in.mpi();
        in.end("the signature");
        if (value.compareTo(rsa.n()) >= 0) {
            return false;
        }
        byte[] shown = RsaMath.publicly(rsa, Numbers.fixed(value, RsaMath.octets(rsa)));
        return RsaMath.signaturePadding(hash, digest, shown.length)
                .filter(expected -> Arrays.equals(expected, shown))
                .isPresent();
    }

    private static boolean dsa(PublicMaterial.Dsa dsa, Octets in, byte[] digest) throws SyntaxException {
        BigInteger r = in.mpi();
        BigInteger s = in.mpi();
        in.end("the signature");
        // RFC 9580 §5.2.3.2: a q of another size than these is no DSA
        if (dsa.q().bitLength() < 160 || dsa.q().bitLength() > 512 || !dsa.p().testBit(0)) {
            return false;
        }
        var signer = new DSASigner();
        signer.init(false, new DSAPublicKeyParameters(dsa.y(), new DSAParameters(dsa.p(), dsa.q(), dsa.g())));
        return signer.verifySignature(leftmost(digest, dsa.q()), r, s);
    }

    private static byte[] leftmost(byte[] digest, BigInteger order) {
        return Arrays.copyOf(digest, Math.min(digest.length, (order.bitLength() + 7) / 8));
    }

    private static boolean elliptic(PublicMaterial.Ec ec, Octets in, byte[] digest) throws SyntaxException {
        if (ec.curve() == Curve.CURVE25519_LEGACY) {
            return false;
        }
        BigInteger r = in.mpi();
        BigInteger s = in.mpi();
        in.end("the signature");
        if (ec.curve() == Curve.ED25519_LEGACY) {
            if (r.bitLength() > 256 || s.bitLength() > 256) {
                return false;
            }
            byte[] both = Numbers.joined(Numbers.fixed(r, 32), Numbers.fixed(s, 32));
            return Ed25519.verify(both, 0, ec.point(), 1, digest, 0, digest.length);
        }
        var nist = NistCurve.of(ec.curve());
        if (nist.isPresent()) {
            return nist.get().isSignature(ec.point(), digest, r, s);
        }
        var domain = ec.curve().domain();
        var signer = new ECDSASigner();
        signer.init(false, new ECPublicKeyParameters(domain.getCurve().decodePoint(ec.point()), domain));
        return signer.verifySignature(digest, r, s);
    }

    private static boolean natively(PublicMaterial.Native key, Octets in, byte[] digest) {
        byte[] signature = in.rest();
        return switch (key.algorithm()) {
            case ED25519 ->
                signature.length == 64 && Ed25519.verify(signature, 0, key.point(), 0, digest, 0, digest.length);
            case ED448 ->
                signature.length == 114
                        && Ed448.verify(signature, 0, key.point(), 0, NO_CONTEXT, digest, 0, digest.length);
            case RSA, RSA_ENCRYPT_ONLY, RSA_SIGN_ONLY, ELGAMAL, DSA, ECDH, ECDSA, EDDSA_LEGACY, X25519, X448 -> false;
        };
    }

    /** The signature's numbers as they are written in a packet. */
    static byte[] sign(KeyPacket key, SecretNumbers secret, HashAlgorithm hash, byte[] digest) {
        return switch (key.material()) {
            case PublicMaterial.Rsa rsa -> {
                byte[] padded = RsaMath.signaturePadding(hash, digest, RsaMath.octets(rsa))
                        .orElseThrow();
                yield new OctetWriter()
                        .mpi(RsaMath.privately(rsa, (SecretNumbers.Rsa) secret, padded))
                        .toOctets();
            }
            case PublicMaterial.Dsa dsa -> {
                var signer = new DSASigner(new HMacDSAKCalculator(new SHA256Digest()));
                var parameters = new DSAParameters(dsa.p(), dsa.q(), dsa.g());
                signer.init(true, new DSAPrivateKeyParameters(((SecretNumbers.Scalar) secret).x(), parameters));
                yield two(signer.generateSignature(leftmost(digest, dsa.q())));
            }
            case PublicMaterial.Ec ec -> elliptic(ec, secret, digest);
            case PublicMaterial.Native n -> natively(n, (SecretNumbers.Native) secret, digest);
            case PublicMaterial.Elgamal elgamal -> throw new IllegalArgumentException("Elgamal does not sign");
            case PublicMaterial.Unknown unknown -> throw new IllegalArgumentException("an unknown algorithm");
        };
    }

    private static byte[] two(BigInteger[] numbers) {
        return new OctetWriter().mpi(numbers[0]).mpi(numbers[1]).toOctets();
    }

    private static byte[] elliptic(PublicMaterial.Ec ec, SecretNumbers secret, byte[] digest) {
        if (secret instanceof SecretNumbers.Native n) {
            byte[] signature = new byte[64];
            Ed25519.sign(n.octets(), 0, digest, 0, digest.length, signature, 0);
            return new OctetWriter()
                    .mpi(Arrays.copyOf(signature, 32))
                    .mpi(Arrays.copyOfRange(signature, 32, 64))
                    .toOctets();
        }
        var nist = NistCurve.of(ec.curve());
        if (nist.isPresent()) {
            return two(nist.get().sign(((SecretNumbers.Scalar) secret).x(), digest));
        }
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        var domain = ec.curve().domain();
        signer.init(true, new ECPrivateKeyParameters(((SecretNumbers.Scalar) secret).x(), domain));
        return two(signer.generateSignature(digest));
    }

    private static byte[] natively(PublicMaterial.Native key, SecretNumbers.Native secret, byte[] digest) {
        boolean ed448 = key.algorithm() == PublicKeyAlgorithm.ED448;
        byte[] signature = new byte[ed448 ? 114 : 64];
        if (ed448) {
            Ed448.sign(secret.octets(), 0, NO_CONTEXT, digest, 0, digest.length, signature, 0);
        } else {
            Ed25519.sign(secret.octets(), 0, digest, 0, digest.length, signature, 0);
        }
        return signature;
    }

    /** A hash strong enough for the key (RFC 9580 §5.2.3.2, RFC 9580 §5.2.3.3.2) and long enough for its order. */
    static HashAlgorithm hashFor(KeyPacket key) {
        return switch (key.material()) {
            case PublicMaterial.Ec ec ->
                ec.curve().fieldOctets() > 48
                        ? HashAlgorithm.SHA512
                        : ec.curve().fieldOctets() > 32 ? HashAlgorithm.SHA384 : HashAlgorithm.SHA256;
            case PublicMaterial.Native n -> HashAlgorithm.SHA512;
            case PublicMaterial.Rsa rsa -> HashAlgorithm.SHA512;
            case PublicMaterial.Dsa dsa -> HashAlgorithm.SHA256;
            case PublicMaterial.Elgamal elgamal -> HashAlgorithm.SHA256;
            case PublicMaterial.Unknown unknown -> HashAlgorithm.SHA256;
        };
    }

    static Optional<String> weakness(KeyPacket key, HashAlgorithm hash) {
        // RFC 9580 §5.2.3.3: Ed25519 needs 32 octets of hash, Ed448 needs 64
        boolean shortHash = key.material() instanceof PublicMaterial.Native n
                && hash.octets() < (n.algorithm() == PublicKeyAlgorithm.ED448 ? 64 : 32);
        return shortHash ? Optional.of("a hash that is too short for the key") : Optional.empty();
    }
}

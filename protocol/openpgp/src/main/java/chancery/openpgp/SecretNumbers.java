package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/** The secret numbers of a key, proven to belong to its public ones. */
sealed interface SecretNumbers {

    record Rsa(BigInteger d, BigInteger p, BigInteger q) implements SecretNumbers {}

    /** Of DSA, Elgamal, ECDSA and ECDH on Weierstrass curves. */
    record Scalar(BigInteger x) implements SecretNumbers {}

    /** Of X25519, X448, Ed25519 and Ed448 in their own form, also for the legacy numbers. */
    record Native(byte[] octets) implements SecretNumbers {}

    /**
     * Reads and compares with the public part: an exchanged public part would make the private one leak itself.
     */
    static SecretNumbers read(KeyPacket key, byte[] material) throws SyntaxException {
        var in = new Octets(material);
        SecretNumbers numbers = switch (key.material()) {
            case PublicMaterial.Rsa rsa -> {
                var read = new Rsa(in.mpi(), in.mpi(), in.mpi());
                in.mpi();
                yield read;
            }
            case PublicMaterial.Dsa dsa -> new Scalar(in.mpi());
            case PublicMaterial.Elgamal elgamal -> new Scalar(in.mpi());
            case PublicMaterial.Ec ec -> elliptic(ec, in);
            case PublicMaterial.Native n -> new Native(in.take(secretOctets(n.algorithm())));
            case PublicMaterial.Unknown unknown ->
                throw new SyntaxException("a private key of an algorithm that is not known here", 0);
        };
        in.end("the private key");
        if (!belongs(key.material(), numbers)) {
            throw new SyntaxException("the private key does not belong to its public key", 0);
        }
        return numbers;
    }

    private static SecretNumbers elliptic(PublicMaterial.Ec ec, Octets in) throws SyntaxException {
        BigInteger value = in.mpi();
        if (ec.curve().isWeierstrass()) {
            return new Scalar(value);
        }
        if (value.bitLength() > 256) {
            throw new SyntaxException("a secret of more than 256 bits", 0);
        }
        byte[] octets = Numbers.fixed(value, 32);
        // RFC 9580 §5.5.5.6.1: the legacy form of X25519 is written most significant octet first
        return new Native(ec.curve() == Curve.CURVE25519_LEGACY ? Numbers.reversed(octets) : octets);
    }

    private static int secretOctets(PublicKeyAlgorithm algorithm) {
        return algorithm == PublicKeyAlgorithm.X448 ? 56 : algorithm == PublicKeyAlgorithm.ED448 ? 57 : 32;
    }

    private static boolean belongs(PublicMaterial material, SecretNumbers numbers) {
        return switch (material) {
            case PublicMaterial.Rsa rsa ->
                numbers instanceof Rsa s
                        && s.p().signum() > 0
                        && s.q().signum() > 0
                        && s.p().multiply(s.q()).equals(rsa.n())
                        && isInverse(rsa.e(), s.d(), s.p(), s.q());
            case PublicMaterial.Dsa dsa ->
                numbers instanceof Scalar s
                        && dsa.p().testBit(0)
                        && dsa.g().modPow(s.x(), dsa.p()).equals(dsa.y());
            case PublicMaterial.Elgamal e ->
                numbers instanceof Scalar s
                        && e.p().testBit(0)
                        && e.g().modPow(s.x(), e.p()).equals(e.y());
            case PublicMaterial.Ec ec -> belongs(ec, numbers);
            case PublicMaterial.Native n ->
                numbers instanceof Native s && Arrays.equals(publicPoint(n.algorithm(), s.octets()), n.point());
            case PublicMaterial.Unknown unknown -> false;
        };
    }

    private static boolean isInverse(BigInteger e, BigInteger d, BigInteger p, BigInteger q) {
        BigInteger product = e.multiply(d);
        BigInteger one = BigInteger.ONE;
        return p.compareTo(one) > 0
                && q.compareTo(one) > 0
                && product.mod(p.subtract(one)).equals(one)
                && product.mod(q.subtract(one)).equals(one);
    }

    private static boolean belongs(PublicMaterial.Ec ec, SecretNumbers numbers) {
        byte[] point = ec.point();
        return switch (numbers) {
            case Rsa rsa -> false;
            case Scalar s -> {
                var domain = ec.curve().domain();
                yield s.x().signum() > 0
                        && s.x().compareTo(domain.getN()) < 0
                        && Arrays.equals(domain.getG().multiply(s.x()).getEncoded(false), point);
            }
            case Native n -> {
                var algorithm =
                        ec.curve() == Curve.CURVE25519_LEGACY ? PublicKeyAlgorithm.X25519 : PublicKeyAlgorithm.ED25519;
                yield Arrays.equals(publicPoint(algorithm, n.octets()), Arrays.copyOfRange(point, 1, point.length));
            }
        };
    }

    static byte[] publicPoint(PublicKeyAlgorithm algorithm, byte[] secret) {
        byte[] point = new byte[secret.length];
        switch (algorithm) {
            case X25519 -> X25519.generatePublicKey(secret, 0, point, 0);
            case X448 -> X448.generatePublicKey(secret, 0, point, 0);
            case ED25519 -> Ed25519.generatePublicKey(secret, 0, point, 0);
            case ED448 -> Ed448.generatePublicKey(secret, 0, point, 0);
            case RSA, RSA_ENCRYPT_ONLY, RSA_SIGN_ONLY, ELGAMAL, DSA, ECDH, ECDSA, EDDSA_LEGACY ->
                throw new IllegalArgumentException(algorithm + " has no native form");
        }
        return point;
    }
}

package chancery.openpgp;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** ECDH and ECDSA on the curves of NIST as the Java runtime computes them: fast, and in the same time for every secret. */
record NistCurve(ECParameterSpec parameters, int octets) {
    private static final String SIGNATURE = "NONEwithECDSAinP1363Format";

    static Optional<NistCurve> of(Curve curve) {
        return switch (curve) {
            case NIST_P256 -> Optional.of(Known.P256);
            case NIST_P384 -> Optional.of(Known.P384);
            case NIST_P521 -> Optional.of(Known.P521);
            case BRAINPOOL_P256, BRAINPOOL_P384, BRAINPOOL_P512, SECP256K1, ED25519_LEGACY, CURVE25519_LEGACY ->
                Optional.empty();
        };
    }

    private static final class Known {
        static final NistCurve P256 = named("secp256r1", 32);
        static final NistCurve P384 = named("secp384r1", 48);
        static final NistCurve P521 = named("secp521r1", 66);

        private static NistCurve named(String name, int octets) {
            try {
                var parameters = AlgorithmParameters.getInstance("EC");
                parameters.init(new ECGenParameterSpec(name));
                return new NistCurve(parameters.getParameterSpec(ECParameterSpec.class), octets);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A new key for one agreement: its point, and what it agrees on with the other's point. */
    record Agreed(byte[] point, byte[] shared) {}

    Agreed agreeWith(byte[] point, SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(parameters, random);
            var own = generator.generateKeyPair();
            var w = ((ECPublicKey) own.getPublic()).getW();
            byte[] written = Numbers.joined(
                    new byte[] {4}, Numbers.fixed(w.getAffineX(), octets), Numbers.fixed(w.getAffineY(), octets));
            return new Agreed(written, agreed((ECPrivateKey) own.getPrivate(), point));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The x coordinate that a private key and another's point agree on. */
    byte[] agreed(BigInteger secret, byte[] point) {
        try {
            return agreed(privateKey(secret), point);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private byte[] agreed(ECPrivateKey own, byte[] point) throws GeneralSecurityException {
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(publicKey(point), true);
        return agreement.generateSecret();
    }

    boolean isSignature(byte[] point, byte[] digest, BigInteger r, BigInteger s) {
        if (r.bitLength() > 8 * octets || s.bitLength() > 8 * octets) {
            return false;
        }
        try {
            var verifier = Signature.getInstance(SIGNATURE);
            verifier.initVerify(publicKey(point));
            verifier.update(digest);
            return verifier.verify(Numbers.joined(Numbers.fixed(r, octets), Numbers.fixed(s, octets)));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    BigInteger[] sign(BigInteger secret, byte[] digest) {
        try {
            var signer = Signature.getInstance(SIGNATURE);
            signer.initSign(privateKey(secret));
            signer.update(digest);
            byte[] both = signer.sign();
            int half = both.length / 2;
            return new BigInteger[] {
                new BigInteger(1, Arrays.copyOf(both, half)),
                new BigInteger(1, Arrays.copyOfRange(both, half, both.length))
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ECPrivateKey privateKey(BigInteger secret) throws GeneralSecurityException {
        return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, parameters));
    }

    private ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != 1 + 2 * octets || point[0] != 4) {
            throw new IllegalArgumentException("no uncompressed point of this curve");
        }
        var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + octets));
        var y = new BigInteger(1, Arrays.copyOfRange(point, 1 + octets, point.length));
        // a point off the curve would make the private key leak itself
        var curve = parameters.getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
        if (x.compareTo(p) >= 0
                || y.compareTo(p) >= 0
                || y.multiply(y).subtract(right).mod(p).signum() != 0) {
            throw new IllegalArgumentException("a point that is not on the curve");
        }
        return (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters));
    }
}

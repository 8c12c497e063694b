package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.math.BigInteger;
import java.util.Optional;

/** The public numbers of a key (RFC 9580 §5.5.5). */
sealed interface PublicMaterial {
    /** Larger numbers would only cost time. */
    int MAX_BITS = 16_384;

    record Rsa(BigInteger n, BigInteger e) implements PublicMaterial {}

    record Dsa(BigInteger p, BigInteger q, BigInteger g, BigInteger y) implements PublicMaterial {}

    record Elgamal(BigInteger p, BigInteger g, BigInteger y) implements PublicMaterial {}

    /**
     * A key on a curve that is named by its object identifier.
     *
     * @param point as written: 04 x y, or 40 x for the Montgomery and Edwards forms
     * @param kdfHash of ECDH, else the curve's own
     * @param kdfCipher of ECDH, else the curve's own
     */
    record Ec(Curve curve, byte[] point, HashAlgorithm kdfHash, SymmetricAlgorithm kdfCipher)
            implements PublicMaterial {}

    /** X25519, X448, Ed25519 and Ed448 with their own algorithm numbers. */
    record Native(PublicKeyAlgorithm algorithm, byte[] point) implements PublicMaterial {}

    record Unknown(byte[] octets) implements PublicMaterial {}

    /** Reads what the algorithm has; material on an unknown curve or of an unknown algorithm takes all that is left. */
    static PublicMaterial read(int algorithm, Octets in) throws SyntaxException {
        Optional<PublicKeyAlgorithm> known = PublicKeyAlgorithm.of(algorithm);
        if (known.isEmpty()) {
            return new Unknown(in.rest());
        }
        return switch (known.get()) {
            case RSA, RSA_ENCRYPT_ONLY, RSA_SIGN_ONLY -> new Rsa(bounded(in), bounded(in));
            case DSA -> new Dsa(bounded(in), bounded(in), bounded(in), bounded(in));
            case ELGAMAL -> new Elgamal(bounded(in), bounded(in), bounded(in));
            case ECDSA, EDDSA_LEGACY, ECDH -> elliptic(known.get(), in);
            case X25519, ED25519 -> new Native(known.get(), in.take(32));
            case X448 -> new Native(known.get(), in.take(56));
            case ED448 -> new Native(known.get(), in.take(57));
        };
    }

    private static BigInteger bounded(Octets in) throws SyntaxException {
        BigInteger value = in.mpi();
        if (value.bitLength() > MAX_BITS || value.signum() == 0) {
            throw new SyntaxException("a number of 0 or of more than " + MAX_BITS + " bits", in.position());
        }
        return value;
    }

    private static PublicMaterial elliptic(PublicKeyAlgorithm algorithm, Octets in) throws SyntaxException {
        byte[] oid = in.take(in.u8());
        byte[] point = in.mpiOctets();
        Optional<Curve> curve = Curve.of(oid);
        HashAlgorithm hash = curve.map(Curve::kdfHash).orElse(HashAlgorithm.SHA256);
        SymmetricAlgorithm cipher = curve.map(Curve::kdfCipher).orElse(SymmetricAlgorithm.AES_128);
        if (algorithm == PublicKeyAlgorithm.ECDH) {
            // RFC 9580 §11.5
            Octets parameters = new Octets(in.take(in.u8()));
            parameters.u8();
            var named = HashAlgorithm.of(parameters.u8());
            var wrapper = SymmetricAlgorithm.of(parameters.u8());
            if (named.isEmpty() || wrapper.isEmpty() || !wrapper.get().isAes()) {
                return new Unknown(Numbers.joined(oid, point));
            }
            hash = named.get();
            cipher = wrapper.get();
        }
        return curve.isPresent() && fits(algorithm, curve.get(), point)
                ? new Ec(curve.get(), point, hash, cipher)
                : new Unknown(Numbers.joined(oid, point));
    }

    private static boolean fits(PublicKeyAlgorithm algorithm, Curve curve, byte[] point) {
        boolean kind = switch (curve) {
            case ED25519_LEGACY -> algorithm == PublicKeyAlgorithm.EDDSA_LEGACY;
            case CURVE25519_LEGACY -> algorithm == PublicKeyAlgorithm.ECDH;
            case NIST_P256, NIST_P384, NIST_P521, BRAINPOOL_P256, BRAINPOOL_P384, BRAINPOOL_P512, SECP256K1 ->
                algorithm != PublicKeyAlgorithm.EDDSA_LEGACY;
        };
        int length = curve.isWeierstrass() ? 1 + 2 * curve.fieldOctets() : 33;
        int prefix = curve.isWeierstrass() ? 4 : 0x40;
        return kind && point.length == length && point[0] == prefix;
    }
}

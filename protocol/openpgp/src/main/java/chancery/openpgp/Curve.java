package chancery.openpgp;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;

/** Elliptic curves by object identifier (RFC 9580 §9.2). */
enum Curve {
    NIST_P256("2a8648ce3d030107", "P-256", 256, HashAlgorithm.SHA256, SymmetricAlgorithm.AES_128),
    NIST_P384("2b81040022", "P-384", 384, HashAlgorithm.SHA384, SymmetricAlgorithm.AES_192),
    NIST_P521("2b81040023", "P-521", 521, HashAlgorithm.SHA512, SymmetricAlgorithm.AES_256),
    BRAINPOOL_P256("2b2403030208010107", "brainpoolP256r1", 256, HashAlgorithm.SHA256, SymmetricAlgorithm.AES_128),
    BRAINPOOL_P384("2b240303020801010b", "brainpoolP384r1", 384, HashAlgorithm.SHA384, SymmetricAlgorithm.AES_192),
    BRAINPOOL_P512("2b240303020801010d", "brainpoolP512r1", 512, HashAlgorithm.SHA512, SymmetricAlgorithm.AES_256),
    SECP256K1("2b8104000a", "secp256k1", 256, HashAlgorithm.SHA256, SymmetricAlgorithm.AES_128),
    ED25519_LEGACY("2b06010401da470f01", "", 256, HashAlgorithm.SHA256, SymmetricAlgorithm.AES_128),
    CURVE25519_LEGACY("2b060104019755010501", "", 256, HashAlgorithm.SHA256, SymmetricAlgorithm.AES_128);

    private final String oid;
    private final String name;
    private final int bits;
    private final HashAlgorithm kdfHash;
    private final SymmetricAlgorithm kdfCipher;

    Curve(String oid, String name, int bits, HashAlgorithm kdfHash, SymmetricAlgorithm kdfCipher) {
        this.oid = oid;
        this.name = name;
        this.bits = bits;
        this.kdfHash = kdfHash;
        this.kdfCipher = kdfCipher;
    }

    byte[] oid() {
        return HexFormat.of().parseHex(oid);
    }

    int fieldOctets() {
        return (bits + 7) / 8;
    }

    /** True for the curves in short Weierstrass form, whose points are written with a 04 before them. */
    boolean isWeierstrass() {
        return !name.isEmpty();
    }

    HashAlgorithm kdfHash() {
        return kdfHash;
    }

    SymmetricAlgorithm kdfCipher() {
        return kdfCipher;
    }

    ECDomainParameters domain() {
        X9ECParameters custom = CustomNamedCurves.getByName(name);
        X9ECParameters found = custom != null ? custom : org.bouncycastle.asn1.x9.ECNamedCurveTable.getByName(name);
        return new ECDomainParameters(found.getCurve(), found.getG(), found.getN(), found.getH());
    }

    static Optional<Curve> of(byte[] oid) {
        for (var curve : values()) {
            if (Arrays.equals(curve.oid(), oid)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }
}

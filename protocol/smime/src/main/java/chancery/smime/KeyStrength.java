package chancery.smime;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** How strong a public key is. */
final class KeyStrength {
    private KeyStrength() {}

    static boolean isRsa(ASN1ObjectIdentifier algorithm) {
        return algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
                || algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)
                || algorithm.equals(PKCSObjectIdentifiers.id_RSAES_OAEP);
    }

    /** Bits of the modulus, or 0 for what is not RSA or cannot be read. */
    static int rsaBits(SubjectPublicKeyInfo key) {
        if (!isRsa(key.getAlgorithm().getAlgorithm())) {
            return 0;
        }
        try {
            return RSAPublicKey.getInstance(key.parsePublicKey()).getModulus().bitLength();
        } catch (java.io.IOException | IllegalArgumentException e) {
            return 0;
        }
    }

    static boolean isDsa(SubjectPublicKeyInfo key) {
        return key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_dsa);
    }

    /** For people: RSA with its bits, EC with its curve, else the algorithm's name. */
    static String describe(SubjectPublicKeyInfo key) {
        var algorithm = key.getAlgorithm().getAlgorithm();
        if (isRsa(algorithm)) {
            return "RSA " + rsaBits(key);
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve
                    ? "EC " + curveName(curve)
                    : "EC";
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_dsa)) {
            return "DSA";
        }
        return Crypto.name(algorithm);
    }

    private static String curveName(ASN1ObjectIdentifier curve) {
        if (curve.equals(SECObjectIdentifiers.secp256r1)) {
            return "P-256";
        }
        if (curve.equals(SECObjectIdentifiers.secp384r1)) {
            return "P-384";
        }
        if (curve.equals(SECObjectIdentifiers.secp521r1)) {
            return "P-521";
        }
        String name = ECNamedCurveTable.getName(curve);
        return name == null ? curve.getId() : name;
    }
}

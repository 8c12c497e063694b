package chancery.smime;

import java.security.GeneralSecurityException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * What a key signs with.
 *
 * @param name as the Java platform knows it
 * @param hash of the content
 * @param micalg the same hash as multipart/signed names it (RFC 8551 §3.5.3.2)
 */
record SigningAlgorithm(String name, AlgorithmIdentifier hash, String micalg) {

    static SigningAlgorithm of(Certificate signer, boolean pss) throws GeneralSecurityException {
        var key = signer.holder().getSubjectPublicKeyInfo().getAlgorithm();
        var algorithm = key.getAlgorithm();
        if (algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS) || (KeyStrength.isRsa(algorithm) && pss)) {
            return sha256("SHA256withRSAandMGF1");
        }
        if (KeyStrength.isRsa(algorithm)) {
            return sha256("SHA256withRSA");
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return onCurve(key.getParameters());
        }
        // RFC 8419 §3, RFC 9882 §3.3: SHA-512 beside keys that hash for themselves
        if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return sha512("Ed25519");
        }
        if (algorithm.on(NISTObjectIdentifiers.sigAlgs)) {
            return sha512(Crypto.name(algorithm));
        }
        throw new GeneralSecurityException("keys of the kind " + signer.keyAlgorithm() + " do not sign");
    }

    private static SigningAlgorithm onCurve(Object curve) {
        if (SECObjectIdentifiers.secp384r1.equals(curve)) {
            return new SigningAlgorithm(
                    "SHA384withECDSA", new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha384), "sha-384");
        }
        return SECObjectIdentifiers.secp521r1.equals(curve) ? sha512("SHA512withECDSA") : sha256("SHA256withECDSA");
    }

    private static SigningAlgorithm sha256(String name) {
        return new SigningAlgorithm(name, of(NISTObjectIdentifiers.id_sha256), "sha-256");
    }

    private static SigningAlgorithm sha512(String name) {
        return new SigningAlgorithm(name, of(NISTObjectIdentifiers.id_sha512), "sha-512");
    }

    // RFC 5754 §2: without parameters
    private static AlgorithmIdentifier of(ASN1ObjectIdentifier hash) {
        return new AlgorithmIdentifier(hash);
    }

    /** True when the Java platform has it under the same name: not PSS, whose parameters it wants apart. */
    boolean isOfPlatform() {
        return name.endsWith("withRSA") || name.endsWith("withECDSA");
    }
}

package chancery.smime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Keys as the Java platform holds them, for what it does better than Bouncy Castle: RSA, which the JVM has instructions
 * for, and keys on the curves of NIST, where it takes the same time for every secret. Signatures on curves are checked by
 * Bouncy Castle, two to nine times as fast as the Java runtime. Empty stands for the kinds that the platform does not know.
 */
final class PlatformKeys {
    private static final Set<ASN1Encodable> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

    /** Signatures that the platform can check with such keys. */
    static final Set<String> SIGNATURES = Set.of(
            PKCSObjectIdentifiers.rsaEncryption.getId(),
            PKCSObjectIdentifiers.sha256WithRSAEncryption.getId(),
            PKCSObjectIdentifiers.sha384WithRSAEncryption.getId(),
            PKCSObjectIdentifiers.sha512WithRSAEncryption.getId());

    private PlatformKeys() {}

    static Optional<PublicKey> of(SubjectPublicKeyInfo key) {
        try {
            var factory = factory(key.getAlgorithm());
            return factory.isEmpty()
                    ? Optional.empty()
                    : Optional.of(factory.get().generatePublic(new X509EncodedKeySpec(key.getEncoded())));
        } catch (IOException | GeneralSecurityException e) {
            // such as a point that is written in short: Bouncy Castle reads it, or refuses it
            return Optional.empty();
        }
    }

    static Optional<PrivateKey> of(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            return Optional.empty();
        }
        try {
            var whole = PrivateKeyInfo.getInstance(encoded);
            // without the public key, which not every reader expects there (RFC 5958 §2)
            var bare = new PrivateKeyInfo(whole.getPrivateKeyAlgorithm(), whole.parsePrivateKey());
            var factory = factory(whole.getPrivateKeyAlgorithm());
            return factory.isEmpty()
                    ? Optional.empty()
                    : Optional.of(factory.get().generatePrivate(new PKCS8EncodedKeySpec(bare.getEncoded())));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<KeyFactory> factory(AlgorithmIdentifier algorithm) throws GeneralSecurityException {
        var kind = algorithm.getAlgorithm();
        if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return Optional.of(KeyFactory.getInstance("RSA"));
        }
        if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey) && CURVES.contains(algorithm.getParameters())) {
            return Optional.of(KeyFactory.getInstance("EC"));
        }
        return kind.equals(EdECObjectIdentifiers.id_X25519)
                ? Optional.of(KeyFactory.getInstance("X25519"))
                : Optional.empty();
    }
}

package chancery.smime;

import java.security.Provider;
import java.security.SecureRandom;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Where primitives come from. Bouncy Castle knows every algorithm of CMS and is given by value, never registered for the
 * whole process; bulk ciphers and hashes come from the platform's fastest provider.
 */
final class Crypto {
    static final Provider BC = new BouncyCastleProvider();
    static final SecureRandom RANDOM = new SecureRandom();

    /** Names that the finder does not know or writes in an odd way. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("1.3.133.16.840.63.0.2", "ECDH SHA-1"),
            Map.entry("1.3.132.1.11.1", "ECDH SHA-256"),
            Map.entry("1.3.132.1.11.2", "ECDH SHA-384"),
            Map.entry("1.3.132.1.11.3", "ECDH SHA-512"),
            Map.entry("1.2.840.113549.1.9.16.3.19", "ECDH HKDF-SHA-256"),
            Map.entry("1.2.840.113549.1.9.16.3.20", "ECDH HKDF-SHA-384"),
            Map.entry("1.2.840.113549.1.9.16.3.21", "ECDH HKDF-SHA-512"),
            Map.entry("1.2.840.113549.1.1.7", "RSA-OAEP"),
            Map.entry("1.2.840.113549.3.7", "triple DES"),
            Map.entry("1.2.840.113549.3.2", "RC2"),
            Map.entry("1.2.840.10040.4.1", "DSA"),
            Map.entry("1.2.840.10040.4.3", "DSA"),
            Map.entry("1.3.101.110", "X25519"),
            Map.entry("1.3.101.112", "Ed25519"),
            Map.entry("1.2.840.113549.1.7.1", "data"),
            Map.entry("1.2.840.113549.1.7.5", "digested data"),
            Map.entry("1.2.840.113549.1.7.6", "encrypted data"));

    private Crypto() {}

    /** Hashes by the platform. */
    static DigestCalculatorProvider digests() {
        try {
            return new JcaDigestCalculatorProviderBuilder().build();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("no hashes on this platform", e);
        }
    }

    /** The name that people know an algorithm by, or its number. */
    static String name(ASN1ObjectIdentifier algorithm) {
        String own = NAMES.get(algorithm.getId());
        if (own != null) {
            return own;
        }
        var known = new DefaultAlgorithmNameFinder();
        return known.hasAlgorithmName(algorithm) ? known.getAlgorithmName(algorithm) : algorithm.getId();
    }

    static String name(AlgorithmIdentifier algorithm) {
        return name(algorithm.getAlgorithm());
    }
}

package chancery.smime;

import java.security.Provider;
import java.security.SecureRandom;
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
        var known = new DefaultAlgorithmNameFinder();
        return known.hasAlgorithmName(algorithm) ? known.getAlgorithmName(algorithm) : algorithm.getId();
    }

    static String name(AlgorithmIdentifier algorithm) {
        return name(algorithm.getAlgorithm());
    }
}

package chancery.smime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.agreement.BasicRawAgreement;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.agreement.X25519Agreement;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * What a new key and a recipient's agree on (RFC 5753 §3.1.1: a new one for each recipient, on the recipient's curve). The
 * curves of NIST are the platform's, which has native code for them where the gateway runs; the others are Bouncy Castle's,
 * whose time may tell of a secret: one that is used once.
 *
 * @param sender the new public key
 * @param secret what both agree on, for the caller to overwrite
 */
record EphemeralAgreement(SubjectPublicKeyInfo sender, byte[] secret) {

    /** @throws GeneralSecurityException when the key is of another kind, or no point of its curve */
    static EphemeralAgreement with(SubjectPublicKeyInfo recipient) throws GeneralSecurityException, IOException {
        var known = PlatformKeys.of(recipient);
        return known.isPresent() && known.get() instanceof ECPublicKey key
                ? byPlatform(key)
                : byBouncyCastle(PublicKeyFactory.createKey(recipient));
    }

    private static EphemeralAgreement byPlatform(ECPublicKey recipient) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(recipient.getParams(), Crypto.RANDOM);
        var own = generator.generateKeyPair();
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own.getPrivate());
        agreement.doPhase(recipient, true);
        return new EphemeralAgreement(
                SubjectPublicKeyInfo.getInstance(own.getPublic().getEncoded()), agreement.generateSecret());
    }

    private static EphemeralAgreement byBouncyCastle(AsymmetricKeyParameter recipient)
            throws GeneralSecurityException, IOException {
        var own = newKey(recipient);
        var agreement = recipient instanceof ECPublicKeyParameters
                ? new BasicRawAgreement(new ECDHBasicAgreement())
                : new X25519Agreement();
        agreement.init(own.getPrivate());
        byte[] secret = new byte[agreement.getAgreementSize()];
        agreement.calculateAgreement(recipient, secret, 0);
        return new EphemeralAgreement(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(own.getPublic()), secret);
    }

    private static AsymmetricCipherKeyPair newKey(AsymmetricKeyParameter recipient) throws GeneralSecurityException {
        return switch (recipient) {
            case ECPublicKeyParameters ec -> {
                var generator = new ECKeyPairGenerator();
                generator.init(new ECKeyGenerationParameters(ec.getParameters(), Crypto.RANDOM));
                yield generator.generateKeyPair();
            }
            case X25519PublicKeyParameters _ -> {
                var generator = new X25519KeyPairGenerator();
                generator.init(new X25519KeyGenerationParameters(Crypto.RANDOM));
                yield generator.generateKeyPair();
            }
            default -> throw new GeneralSecurityException("a key of another kind");
        };
    }
}

package chancery.smime;

import chancery.mail.SyntaxException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.RecipientKeyIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientOperator;
import org.bouncycastle.cms.jcajce.JceKEMRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipient;

/** Finds the recipient that an identity is, and takes the content key out of what was encrypted to it. */
final class KeyUnwrapper {
    private final Identity identity;
    private final AlgorithmIdentifier cipher;
    private final int keyOctets;

    /** What was found: how the key was protected, and the key. */
    record Unwrapped(String algorithm, byte[] key) {}

    KeyUnwrapper(Identity identity, AlgorithmIdentifier cipher, int keyOctets) {
        this.identity = identity;
        this.cipher = cipher;
        this.keyOctets = keyOctets;
    }

    /** Empty when this recipient is somebody else. */
    Optional<Unwrapped> unwrap(RecipientInfo recipient) throws SyntaxException, GeneralSecurityException {
        try {
            return switch (recipient.getInfo()) {
                case KeyTransRecipientInfo transport -> transported(transport);
                case KeyAgreeRecipientInfo agreement -> agreed(agreement);
                case OtherRecipientInfo other
                when other.getType().equals(CMSObjectIdentifiers.id_ori_kem) ->
                    encapsulated(KEMRecipientInfo.getInstance(other.getValue()));
                // passwords and key-encryption keys are nothing that a certificate opens
                default -> Optional.empty();
            };
        } catch (CMSException | RuntimeException e) {
            // Bouncy Castle reads the parts of a recipient only now, and answers malformed ones with exceptions of many
            // kinds
            throw new GeneralSecurityException(e);
        }
    }

    private boolean is(IssuerAndSerialNumber id) {
        var certificate = identity.certificate();
        return id.getSerialNumber().getValue().equals(certificate.serialNumber())
                && id.getName().equals(certificate.issuerName());
    }

    private boolean is(byte[] subjectKeyIdentifier) {
        return identity.certificate()
                .subjectKeyIdentifier()
                .map(own -> Arrays.equals(own, subjectKeyIdentifier))
                .orElse(false);
    }

    private boolean is(org.bouncycastle.asn1.cms.RecipientIdentifier id) {
        return id.isTagged()
                ? is(ASN1OctetString.getInstance(id.getId()).getOctets())
                : is(IssuerAndSerialNumber.getInstance(id.getId()));
    }

    private Optional<Unwrapped> transported(KeyTransRecipientInfo info) throws GeneralSecurityException {
        if (!is(info.getRecipientIdentifier())) {
            return Optional.empty();
        }
        var algorithm = info.getKeyEncryptionAlgorithm();
        byte[] encrypted = info.getEncryptedKey().getOctets();
        byte[] key = algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSAES_OAEP)
                ? oaep(RSAESOAEPparams.getInstance(algorithm.getParameters()), encrypted)
                : pkcs1(algorithm, encrypted);
        return Optional.of(new Unwrapped(Crypto.name(algorithm), key));
    }

    private byte[] oaep(RSAESOAEPparams parameters, byte[] encrypted) throws GeneralSecurityException {
        String hash = Crypto.name(parameters.getHashAlgorithm());
        var inner =
                AlgorithmIdentifier.getInstance(parameters.getMaskGenAlgorithm().getParameters());
        var source = parameters.getPSourceAlgorithm().getParameters();
        byte[] label = source == null
                ? new byte[0]
                : ASN1OctetString.getInstance(source).getOctets();
        var spec = new OAEPParameterSpec(
                hash, "MGF1", new MGF1ParameterSpec(Crypto.name(inner)), new PSource.PSpecified(label));
        var fast = PlatformKeys.of(identity.key());
        var rsa = fast.isPresent()
                ? Cipher.getInstance("RSA/ECB/OAEPPadding")
                : Cipher.getInstance("RSA/ECB/OAEPPadding", Crypto.BC);
        rsa.init(Cipher.DECRYPT_MODE, fast.orElse(identity.key()), spec);
        return rsa.doFinal(encrypted);
    }

    // RFC 3218 §2.3.2: a key that does not unwrap is replaced by a random one, so that whoever sends many variants of a
    // message learns from no answer which of them was well formed
    private byte[] pkcs1(AlgorithmIdentifier algorithm, byte[] encrypted) throws GeneralSecurityException {
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            throw new GeneralSecurityException("key transport that is not known");
        }
        byte[] random = new byte[keyOctets == 0 ? 16 : keyOctets];
        Crypto.RANDOM.nextBytes(random);
        try {
            var rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding", Crypto.BC);
            rsa.init(Cipher.DECRYPT_MODE, identity.key());
            byte[] key = rsa.doFinal(encrypted);
            return keyOctets == 0 || key.length == keyOctets ? key : random;
        } catch (GeneralSecurityException | RuntimeException e) {
            return random;
        }
    }

    private Optional<Unwrapped> agreed(KeyAgreeRecipientInfo info)
            throws CMSException, SyntaxException, GeneralSecurityException {
        for (var one : info.getRecipientEncryptedKeys()) {
            var encrypted = RecipientEncryptedKey.getInstance(one);
            var id = encrypted.getIdentifier();
            RecipientKeyIdentifier byKey = id.getRKeyID();
            boolean mine = byKey == null
                    ? is(id.getIssuerAndSerialNumber())
                    : is(byKey.getSubjectKeyIdentifier().getOctets());
            if (mine) {
                byte[] key = agreed(info, encrypted.getEncryptedKey().getOctets());
                return Optional.of(new Unwrapped(Crypto.name(info.getKeyEncryptionAlgorithm()), key));
            }
        }
        return Optional.empty();
    }

    private byte[] agreed(KeyAgreeRecipientInfo info, byte[] encrypted) throws CMSException, GeneralSecurityException {
        var agreement = new Agreement(identity.key());
        var originator = originator(info.getOriginator(), agreement.getPrivateKeyAlgorithmIdentifier());
        var scheme = KeyAgreementScheme.of(info.getKeyEncryptionAlgorithm());
        var own = PlatformKeys.of(identity.key());
        var other = PlatformKeys.of(originator);
        if (scheme.isPresent() && own.isPresent() && other.isPresent()) {
            return scheme.get().unwrap(own.get(), other.get(), info.getUserKeyingMaterial(), encrypted);
        }
        return agreement
                .key(info.getKeyEncryptionAlgorithm(), cipher, originator, info.getUserKeyingMaterial(), encrypted)
                .getEncoded();
    }

    private static SubjectPublicKeyInfo originator(OriginatorIdentifierOrKey originator, AlgorithmIdentifier own)
            throws CMSException {
        var key = originator.getOriginatorKey();
        if (key == null) {
            throw new CMSException("static agreement keys are not taken");
        }
        // RFC 5753 §3.1.1: the sender may leave the curve out, it is the recipient's
        return new SubjectPublicKeyInfo(own, key.getPublicKeyData().getBytes());
    }

    private Optional<Unwrapped> encapsulated(KEMRecipientInfo info) throws CMSException {
        if (!is(info.getRecipientIdentifier())) {
            return Optional.empty();
        }
        var key = new Encapsulation(identity.key())
                .key(
                        new AlgorithmIdentifier(info.getKem().getAlgorithm(), info),
                        cipher,
                        info.getEncryptedKey().getOctets());
        return Optional.of(new Unwrapped(Crypto.name(info.getKem()), key.getEncoded()));
    }

    /** Bouncy Castle's agreement (RFC 5753, RFC 8418), used for the key alone. */
    private static final class Agreement extends JceKeyAgreeRecipient {
        Agreement(PrivateKey key) {
            super(key);
            setProvider(Crypto.BC);
        }

        Key key(
                AlgorithmIdentifier agreement,
                AlgorithmIdentifier content,
                SubjectPublicKeyInfo sender,
                @org.jspecify.annotations.Nullable ASN1OctetString material,
                byte[] encrypted)
                throws CMSException {
            return extractSecretKey(agreement, content, sender, material, encrypted);
        }

        @Override
        public RecipientOperator getRecipientOperator(
                AlgorithmIdentifier agreement,
                AlgorithmIdentifier content,
                SubjectPublicKeyInfo sender,
                ASN1OctetString material,
                byte[] encrypted)
                throws CMSException {
            throw new CMSException("content is decrypted elsewhere");
        }
    }

    /** Bouncy Castle's encapsulation (RFC 9629), used for the key alone. */
    private static final class Encapsulation extends JceKEMRecipient {
        Encapsulation(PrivateKey key) {
            super(key);
            setProvider(Crypto.BC);
        }

        Key key(AlgorithmIdentifier kem, AlgorithmIdentifier content, byte[] encrypted) throws CMSException {
            return extractSecretKey(kem, content, encrypted);
        }

        @Override
        public RecipientOperator getRecipientOperator(
                AlgorithmIdentifier kem, AlgorithmIdentifier content, byte[] encrypted) throws CMSException {
            throw new CMSException("content is decrypted elsewhere");
        }
    }
}

package chancery.smime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceKEMRecipientInfoGenerator;
import org.bouncycastle.operator.GenericKey;

/** Encrypts a content key to certificates, by the kind of key each one has. */
final class RecipientWriter {
    private static final AlgorithmIdentifier SHA256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
    private static final OAEPParameterSpec OAEP_SHA256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    private static final AlgorithmIdentifier OAEP = new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSAES_OAEP,
            new RSAESOAEPparams(
                    SHA256,
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA256),
                    RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));

    private static final AlgorithmIdentifier PKCS1 =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

    private RecipientWriter() {}

    /** The set as CMS carries it, and the version that an EnvelopedData with it has (RFC 5652 §6.1). */
    record Recipients(ASN1Set set, int version) {}

    /** @throws GeneralSecurityException when one of the keys cannot be encrypted to */
    static Recipients write(List<Recipient> recipients, AlgorithmIdentifier cipher, byte[] key)
            throws GeneralSecurityException {
        var infos = new ArrayList<RecipientInfo>();
        for (Recipient recipient : recipients) {
            try {
                infos.add(info(recipient, cipher, key));
            } catch (CMSException | IOException | RuntimeException e) {
                throw new GeneralSecurityException("cannot encrypt to " + recipient.certificate(), e);
            }
        }
        var all = new ASN1EncodableVector();
        int version = 0;
        for (RecipientInfo info : infos) {
            all.add(info);
            int needed = info.getInfo() instanceof OtherRecipientInfo
                    ? 3
                    : info.getInfo() instanceof KeyTransRecipientInfo ? 0 : 2;
            version = Math.max(version, needed);
        }
        return new Recipients(new DERSet(all), version);
    }

    private static RecipientInfo info(Recipient recipient, AlgorithmIdentifier cipher, byte[] key)
            throws GeneralSecurityException, CMSException, IOException {
        var certificate = recipient.certificate();
        var algorithm =
                certificate.holder().getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        if (KeyStrength.isRsa(algorithm)) {
            boolean oaep =
                    recipient.capabilities().takesOaep() || !algorithm.equals(PKCSObjectIdentifiers.rsaEncryption);
            return transport(certificate, oaep, key);
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return new KeyAgreementScheme(CMSAlgorithm.ECDH_SHA256KDF, CMSAlgorithm.AES256_WRAP)
                    .recipient(certificate, key);
        }
        if (algorithm.equals(EdECObjectIdentifiers.id_X25519)) {
            var scheme = PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha256_scheme;
            return new KeyAgreementScheme(scheme, CMSAlgorithm.AES256_WRAP).recipient(certificate, key);
        }
        if (algorithm.on(NISTObjectIdentifiers.kems)) {
            return new JceKEMRecipientInfoGenerator(ofBouncyCastle(certificate), CMSAlgorithm.AES256_WRAP)
                    .setProvider(Crypto.BC)
                    .setKDF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_alg_hkdf_with_sha256))
                    .generate(new GenericKey(cipher, key));
        }
        throw new GeneralSecurityException("keys of the kind " + certificate.keyAlgorithm() + " take no encryption");
    }

    private static X509Certificate ofBouncyCastle(Certificate certificate) throws GeneralSecurityException {
        return new JcaX509CertificateConverter().setProvider(Crypto.BC).getCertificate(certificate.holder());
    }

    // RFC 8551 §2.3: PKCS #1 version 1.5 for those who say what they take, and do not say OAEP
    private static RecipientInfo transport(Certificate certificate, boolean oaep, byte[] key)
            throws GeneralSecurityException {
        var rsa = Cipher.getInstance(oaep ? "RSA/ECB/OAEPPadding" : "RSA/ECB/PKCS1Padding");
        if (oaep) {
            rsa.init(Cipher.ENCRYPT_MODE, certificate.x509().getPublicKey(), OAEP_SHA256);
        } else {
            rsa.init(Cipher.ENCRYPT_MODE, certificate.x509().getPublicKey());
        }
        var id = new IssuerAndSerialNumber(certificate.issuerName(), certificate.serialNumber());
        return new RecipientInfo(new KeyTransRecipientInfo(
                new RecipientIdentifier(id), oaep ? OAEP : PKCS1, new DEROctetString(rsa.doFinal(key))));
    }
}

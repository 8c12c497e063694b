package chancery.smime;

import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * What a certificate may be used for (RFC 8550 §4.4).
 *
 * @param signing its key may sign mail: keyUsage absent, or with digitalSignature or nonRepudiation
 * @param encryption mail may be encrypted to it: keyUsage absent, or with keyEncipherment or keyAgreement
 * @param mail extendedKeyUsage absent, or with emailProtection or anyExtendedKeyUsage
 * @param authority basicConstraints make it the certificate of an authority
 */
public record CertificatePurpose(boolean signing, boolean encryption, boolean mail, boolean authority) {

    static CertificatePurpose of(X509CertificateHolder certificate) {
        var extensions = Optional.ofNullable(certificate.getExtensions());
        var usage = extensions.map(KeyUsage::fromExtensions);
        var extended = extensions.map(ExtendedKeyUsage::fromExtensions);
        var constraints = extensions.map(BasicConstraints::fromExtensions);
        boolean signing = usage.map(u -> u.hasUsages(KeyUsage.digitalSignature) || u.hasUsages(KeyUsage.nonRepudiation))
                .orElse(true);
        boolean encryption = usage.map(u -> u.hasUsages(KeyUsage.keyEncipherment) || u.hasUsages(KeyUsage.keyAgreement))
                .orElse(true);
        boolean mail = extended.map(e -> e.hasKeyPurposeId(KeyPurposeId.id_kp_emailProtection)
                        || e.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage))
                .orElse(true);
        boolean authority = constraints.map(BasicConstraints::isCA).orElse(false);
        return new CertificatePurpose(signing, encryption, mail, authority);
    }

    /** True when signatures on mail by it count. */
    public boolean signsMail() {
        return signing && mail;
    }

    /** True when mail may be encrypted to it. */
    public boolean encryptsMail() {
        return encryption && mail;
    }
}

package chancery.smime;

import chancery.mail.SyntaxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** An X.509 certificate (RFC 5280 §4.1), of a person, a domain or an authority. Immutable; equal when the octets are. */
public final class Certificate {
    private final byte[] der;
    private final X509CertificateHolder holder;
    private final X509Certificate x509;
    private final String subject;
    private final String issuer;

    private Certificate(byte[] der, X509CertificateHolder holder, X509Certificate x509) {
        this.der = der;
        this.holder = holder;
        this.x509 = x509;
        this.subject = holder.getSubject().toString();
        this.issuer = holder.getIssuer().toString();
    }

    static Certificate ofDer(byte[] der) throws SyntaxException {
        return Asn1.read("a certificate", () -> of(new X509CertificateHolder(der)));
    }

    static Certificate of(X509CertificateHolder holder) throws IOException, CertificateException {
        byte[] der = holder.getEncoded();
        var x509 = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        // reads lazily otherwise, and would fail in the middle of a decision
        CertificatePurpose.of(holder);
        CertificateAddresses.in(holder);
        readExtensions(holder);
        return new Certificate(der, holder, x509);
    }

    private static void readExtensions(X509CertificateHolder holder) {
        var extensions = holder.getExtensions();
        if (extensions != null) {
            var _ = SubjectKeyIdentifier.fromExtensions(extensions);
            var _ = AuthorityKeyIdentifier.fromExtensions(extensions);
            var _ = AuthorityInformationAccess.fromExtensions(extensions);
            var _ = CRLDistPoint.getInstance(extensions.getExtensionParsedValue(Extension.cRLDistributionPoints));
        }
    }

    /** The octets in DER. */
    public byte[] der() {
        return der.clone();
    }

    /** In PEM (RFC 7468 §5), with a line end behind it. */
    public String pem() {
        return Pem.write("CERTIFICATE", der);
    }

    /** The subject's distinguished name as text (RFC 4514). */
    public String subject() {
        return subject;
    }

    /** The issuer's distinguished name as text (RFC 4514). */
    public String issuer() {
        return issuer;
    }

    public BigInteger serialNumber() {
        return holder.getSerialNumber();
    }

    public Instant notBefore() {
        return holder.getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return holder.getNotAfter().toInstant();
    }

    /** SHA-256 over the octets, in lower-case hexadecimal. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256 on this platform", e);
        }
    }

    /** The mail addresses that it was issued to (RFC 8550 §3), in the order written; those that are none left out. */
    public List<chancery.mail.EmailAddress> addresses() {
        return CertificateAddresses.in(holder);
    }

    /** What it may be used for. */
    public CertificatePurpose purpose() {
        return CertificatePurpose.of(holder);
    }

    /** The key's algorithm as people name it, with its size or curve, such as {@code RSA 2048}. */
    public String keyAlgorithm() {
        return KeyStrength.describe(holder.getSubjectPublicKeyInfo());
    }

    /** True when subject and issuer are the same name and its own key made the signature. */
    public boolean isSelfSigned() {
        if (!holder.getSubject().equals(holder.getIssuer())) {
            return false;
        }
        try {
            x509.verify(publicKey());
            return true;
        } catch (GeneralSecurityException | SyntaxException e) {
            return false;
        }
    }

    /** As the Java platform sees it. */
    public X509Certificate x509() {
        return x509;
    }

    X509CertificateHolder holder() {
        return holder;
    }

    X500Name subjectName() {
        return holder.getSubject();
    }

    X500Name issuerName() {
        return holder.getIssuer();
    }

    /** The key, as Bouncy Castle reads it: it knows more algorithms than the platform. */
    PublicKey publicKey() throws SyntaxException {
        return Asn1.read(
                "a public key",
                () -> new JcaPEMKeyConverter().setProvider(Crypto.BC).getPublicKey(holder.getSubjectPublicKeyInfo()));
    }

    Optional<byte[]> subjectKeyIdentifier() {
        var extension = holder.getExtension(Extension.subjectKeyIdentifier);
        if (extension == null) {
            return Optional.empty();
        }
        return Optional.of(
                SubjectKeyIdentifier.getInstance(extension.getParsedValue()).getKeyIdentifier());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return subject() + " (" + serialNumber().toString(16) + " of " + issuer() + ")";
    }
}

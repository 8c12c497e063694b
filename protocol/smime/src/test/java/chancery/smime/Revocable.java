package chancery.smime;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority whose certificates can be called back, with what it publishes about them. */
final class Revocable {
    private static final X500Name AUTHORITY = new X500Name("CN=Revoking Authority");

    final KeyPair key = pair();
    final X509CertificateHolder certificate;
    private long serial = 1_000;

    Revocable() throws Exception {
        certificate = sign(
                AUTHORITY,
                key,
                List.of(new Extension(Extension.basicConstraints, true, new BasicConstraints(true).getEncoded())));
    }

    static KeyPair pair() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private X509CertificateHolder sign(X500Name subject, KeyPair pair, List<Extension> extensions) throws Exception {
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                AUTHORITY,
                BigInteger.valueOf(++serial),
                Date.from(now.minus(Duration.ofDays(30))),
                Date.from(now.plus(Duration.ofDays(300))),
                subject,
                pair.getPublic());
        for (Extension extension : extensions) {
            builder.addExtension(extension);
        }
        return builder.build(signer(key));
    }

    static ContentSigner signer(KeyPair pair) throws Exception {
        return signer(pair, "SHA256withECDSA");
    }

    private static ContentSigner signer(KeyPair pair, String algorithm) throws Exception {
        return new JcaContentSignerBuilder(algorithm).build(pair.getPrivate());
    }

    /** A person's certificate that names a responder, a list, or both. */
    X509CertificateHolder person(Optional<String> responder, Optional<String> list) throws Exception {
        var extensions = new java.util.ArrayList<>(List.of(
                new Extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded()),
                new Extension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, "alice@example.com")).getEncoded())));
        if (responder.isPresent()) {
            var access = new AccessDescription(AccessDescription.id_ad_ocsp, uri(responder.get()));
            extensions.add(new Extension(
                    Extension.authorityInfoAccess, false, new AuthorityInformationAccess(access).getEncoded()));
        }
        if (list.isPresent()) {
            var point = new DistributionPoint(new DistributionPointName(new GeneralNames(uri(list.get()))), null, null);
            extensions.add(new Extension(
                    Extension.cRLDistributionPoints,
                    false,
                    new CRLDistPoint(new DistributionPoint[] {point}).getEncoded()));
        }
        return sign(new X500Name("CN=Alice"), pair(), extensions);
    }

    private static GeneralName uri(String text) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, text);
    }

    /** A certificate for a responder, with or without the purpose that makes it one. */
    X509CertificateHolder delegate(KeyPair pair, KeyPurposeId purpose) throws Exception {
        return sign(
                new X500Name("CN=Responder"),
                pair,
                List.of(new Extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose).getEncoded())));
    }

    /** What an answer says and who gives it. */
    record Answer(
            KeyPair signer, List<X509CertificateHolder> along, CertificateStatus status, Instant from, Instant to) {}

    /** @param nonce what the answer has as the nonce; empty for none */
    static byte[] ocsp(CertificateID about, Answer answer, Optional<byte[]> nonce) throws Exception {
        return ocsp(about, answer, nonce, "SHA256withECDSA");
    }

    static byte[] ocsp(CertificateID about, Answer answer, Optional<byte[]> nonce, String algorithm) throws Exception {
        var builder = new BasicOCSPRespBuilder(new RespID(new X500Name("CN=Responder")));
        builder.addResponse(about, answer.status(), Date.from(answer.from()), Date.from(answer.to()), null);
        if (nonce.isPresent()) {
            builder.setResponseExtensions(new Extensions(new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                    false,
                    new org.bouncycastle.asn1.DEROctetString(nonce.get()).getEncoded())));
        }
        var basic = builder.build(
                signer(answer.signer(), algorithm), answer.along().toArray(X509CertificateHolder[]::new), new Date());
        return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded();
    }

    static byte[] nonce(OCSPReq request) {
        var extension = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        return org.bouncycastle.asn1.ASN1OctetString.getInstance(extension.getParsedValue())
                .getOctets();
    }

    /** A list with the certificates that were called back, signed by that key. */
    byte[] list(KeyPair signer, Instant from, Instant to, X509CertificateHolder... revoked) throws Exception {
        return list(signer(signer), from, to, revoked);
    }

    /** The same by the authority itself. */
    byte[] list(String algorithm, Instant from, Instant to) throws Exception {
        return list(signer(key, algorithm), from, to);
    }

    private byte[] list(ContentSigner signer, Instant from, Instant to, X509CertificateHolder... revoked)
            throws Exception {
        var builder = new X509v2CRLBuilder(AUTHORITY, Date.from(from));
        builder.setNextUpdate(Date.from(to));
        for (X509CertificateHolder one : revoked) {
            builder.addCRLEntry(one.getSerialNumber(), Date.from(from), CRLReason.superseded);
        }
        return builder.build(signer).getEncoded();
    }
}

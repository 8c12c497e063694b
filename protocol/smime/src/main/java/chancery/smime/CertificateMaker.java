package chancery.smime;

import chancery.mail.EmailAddress;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys with certificates for mail (RFC 8550), signed by themselves or by an authority of one's own. */
public final class CertificateMaker {
    private final Clock clock;
    private final Period validity;

    /** @param validity how long certificates count, from now on */
    public CertificateMaker(Clock clock, Period validity) {
        this.clock = clock;
        this.validity = validity;
    }

    /**
     * A key and certificate for one address that nobody vouches for: whoever gets it has to compare the fingerprint.
     *
     * @throws IllegalArgumentException when keys of that kind cannot sign
     */
    public Identity selfSigned(EmailAddress address, KeyKind kind) throws GeneralSecurityException {
        if (!kind.signs()) {
            throw new IllegalArgumentException("a key of the kind " + kind + " cannot sign its own certificate");
        }
        var pair = kind.generate();
        var name = name(address.toString());
        return make(name, pair, address, kind, name, pair);
    }

    /** An authority: a key whose certificate may sign others. */
    public Identity authority(String commonName, KeyKind kind) throws GeneralSecurityException {
        var pair = kind.generate();
        var name = name(commonName);
        return sign(builder(name, name, pair), pair, pair, List.of(), extensions -> {
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        });
    }

    /** A key and certificate for one address under an authority. */
    public Identity issue(Identity authority, EmailAddress address, KeyKind kind) throws GeneralSecurityException {
        var issuer = new KeyPair(publicKey(authority), authority.key());
        var made = make(
                name(address.toString()),
                kind.generate(),
                address,
                kind,
                authority.certificate().subjectName(),
                issuer);
        var chain = new ArrayList<>(List.of(authority.certificate()));
        chain.addAll(authority.chain());
        return new Identity(made.key(), made.certificate(), chain);
    }

    private static java.security.PublicKey publicKey(Identity identity) throws GeneralSecurityException {
        try {
            return identity.certificate().publicKey();
        } catch (chancery.mail.SyntaxException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private Identity make(
            X500Name subject, KeyPair pair, EmailAddress address, KeyKind kind, X500Name issuer, KeyPair issuerPair)
            throws GeneralSecurityException {
        return sign(builder(issuer, subject, pair), pair, issuerPair, List.of(), extensions -> {
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            extensions.addExtension(Extension.keyUsage, true, new KeyUsage(usage(kind)));
            extensions.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
            extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name(address)));
        });
    }

    private static int usage(KeyKind kind) {
        int signing = kind.signs() ? KeyUsage.digitalSignature | KeyUsage.nonRepudiation : 0;
        int encryption = kind.agrees() ? KeyUsage.keyAgreement : KeyUsage.keyEncipherment;
        return signing | (kind.encrypts() ? encryption : 0);
    }

    // RFC 9598 §3: an rfc822Name is ASCII; an address that is not has a name of its own
    private static GeneralName name(EmailAddress address) {
        return address.needsUtf8()
                ? new GeneralName(
                        GeneralName.otherName,
                        new OtherName(CertificateAddresses.SMTP_UTF8_MAILBOX, new DERUTF8String(address.toString())))
                : new GeneralName(GeneralName.rfc822Name, address.toString());
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair pair) {
        Instant now = clock.instant();
        Instant end = now.atZone(ZoneOffset.UTC).plus(validity).toInstant();
        // a day back, for readers whose clocks are behind
        return new X509v3CertificateBuilder(
                issuer,
                new BigInteger(127, Crypto.RANDOM).setBit(126),
                Date.from(now.minusSeconds(86_400)),
                Date.from(end),
                subject,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    }

    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws IOException;
    }

    private static Identity sign(
            X509v3CertificateBuilder builder,
            KeyPair subject,
            KeyPair issuer,
            List<Certificate> chain,
            Extensions extensions)
            throws GeneralSecurityException {
        try {
            extensions.addTo(builder);
            var identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subject.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuer.getPublic()));
            var signer = new JcaContentSignerBuilder(signatureName(issuer))
                    .setProvider(Crypto.BC)
                    .build(issuer.getPrivate());
            return new Identity(subject.getPrivate(), Certificate.of(builder.build(signer)), chain);
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static String signatureName(KeyPair issuer) {
        return switch (issuer.getPublic().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            default -> issuer.getPublic().getAlgorithm();
        };
    }
}

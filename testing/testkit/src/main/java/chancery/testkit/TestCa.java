package chancery.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that lives as long as the test: good certificates and each kind of bad one. */
public final class TestCa {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration YEAR = Duration.ofDays(365);

    private final TestCertificate root;

    private TestCa(TestCertificate root) {
        this.root = root;
    }

    public static TestCa create() {
        return create("Test Authority");
    }

    /** Two authorities need two names, else a verifier mixes them up. */
    public static TestCa create(String name) {
        KeyPair keys = newKeys();
        Instant now = Instant.now();
        var subject = new X500Name("CN=" + name);
        X509Certificate certificate =
                sign(new Request(subject, subject, keys, now.minus(YEAR), now.plus(YEAR), List.of(), true), keys);
        return new TestCa(new TestCertificate(List.of(certificate), keys.getPrivate(), certificate));
    }

    /** A server certificate for these names or IPv4 addresses, valid now. */
    public TestCertificate server(String... names) {
        Instant now = Instant.now();
        return issue(List.of(names), now.minus(Duration.ofDays(1)), now.plus(YEAR));
    }

    /** Right name, right authority, ended yesterday. */
    public TestCertificate expired(String... names) {
        Instant now = Instant.now();
        return issue(List.of(names), now.minus(YEAR), now.minus(Duration.ofDays(1)));
    }

    /** Signed by nobody but itself. */
    public static TestCertificate selfSigned(String name) {
        KeyPair keys = newKeys();
        Instant now = Instant.now();
        var subject = new X500Name("CN=" + name);
        var request = new Request(
                subject, subject, keys, now.minus(Duration.ofDays(1)), now.plus(YEAR), List.of(name), false);
        X509Certificate certificate = sign(request, keys);
        return new TestCertificate(List.of(certificate), keys.getPrivate(), certificate);
    }

    /** The authority's own certificate. */
    public X509Certificate certificate() {
        return root.trustAnchor();
    }

    /** The authority's own certificate, to be written to a trust file. */
    public String pem() {
        return TestCertificate.pem("CERTIFICATE", certificateOctets());
    }

    private byte[] certificateOctets() {
        try {
            return certificate().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestCertificate issue(List<String> names, Instant from, Instant to) {
        KeyPair keys = newKeys();
        var issuer =
                X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
        var subject = new X500Name("CN=" + names.getFirst());
        X509Certificate certificate = sign(
                new Request(issuer, subject, keys, from, to, names, false),
                new KeyPair(certificate().getPublicKey(), root.privateKey()));
        return new TestCertificate(List.of(certificate, certificate()), keys.getPrivate(), certificate());
    }

    private record Request(
            X500Name issuer,
            X500Name subject,
            KeyPair keys,
            Instant from,
            Instant to,
            List<String> names,
            boolean authority) {}

    private static X509Certificate sign(Request request, KeyPair by) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    request.issuer(),
                    new BigInteger(120, RANDOM),
                    Date.from(request.from()),
                    Date.from(request.to()),
                    request.subject(),
                    request.keys().getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(request.authority()));
            if (request.authority()) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            } else {
                builder.addExtension(Extension.extendedKeyUsage, false, serverAndClient());
            }
            if (!request.names().isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives(request.names()));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ExtendedKeyUsage serverAndClient() {
        return new ExtendedKeyUsage(new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
    }

    private static GeneralNames alternatives(List<String> names) {
        return new GeneralNames(names.stream()
                .map(name ->
                        new GeneralName(name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package chancery.net;

import chancery.mail.FaultException;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Made at the first start, so that an installation speaks TLS before anyone has configured it. */
final class SelfSignedCertificate {
    private static final Duration LIFE = Duration.ofDays(3650);

    private SelfSignedCertificate() {}

    static ServerTls in(Path folder, String hostname, Clock clock) {
        Path chain = folder.resolve(hostname + ".crt");
        Path key = folder.resolve(hostname + ".key");
        if (!Files.exists(chain) || !Files.exists(key)) {
            try {
                Files.createDirectories(folder);
                write(chain, key, hostname, clock.instant());
            } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
                throw new FaultException(NetError.TLS_FILES, e);
            }
        }
        return TlsContexts.server(chain, key);
    }

    private static void write(Path chain, Path keyFile, String hostname, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        Files.deleteIfExists(keyFile);
        Files.createFile(keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // PKCS #8 says the curve, which the older form leaves out
        Files.writeString(
                keyFile, pem(new PemObject("PRIVATE KEY", keys.getPrivate().getEncoded())));
        Files.writeString(chain, pem(certificate(keys, hostname, now)));
    }

    private static X509CertificateHolder certificate(KeyPair keys, String hostname, Instant now)
            throws IOException, OperatorCreationException {
        // built part by part, so that no hostname can add a part of its own
        X500Name name = new X500NameBuilder()
                .addRDN(BCStyle.CN, hostname.substring(0, Math.min(64, hostname.length())))
                .build();
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(120, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(LIFE)),
                name,
                keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, hostname)));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static String pem(Object entry) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(entry);
        }
        return text.toString();
    }
}

package chancery.net;

import chancery.mail.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Certificates and keys as {@code -----BEGIN} files. The texts of faults name the file and never its content. */
final class PemFiles {
    private PemFiles() {}

    static List<X509Certificate> certificates(Path file) {
        try (var in = Files.newInputStream(file)) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new FaultException(NetError.TLS_FILES, "no certificate in " + file);
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw new FaultException(NetError.TLS_FILES, "no certificate can be read from " + file);
        }
    }

    static PrivateKey privateKey(Path file) {
        try (var parser = new PEMParser(Files.newBufferedReader(file))) {
            // openssl writes "EC PARAMETERS" in front of some keys
            for (Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
                if (entry instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (entry instanceof PrivateKeyInfo key) {
                    return new JcaPEMKeyConverter().getPrivateKey(key);
                }
            }
        } catch (IOException e) {
            throw new FaultException(NetError.TLS_FILES, "no private key can be read from " + file);
        }
        throw new FaultException(NetError.TLS_FILES, "no private key without passphrase in " + file);
    }

    static void requirePair(X509Certificate certificate, PrivateKey key, Path file) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] probe = {1, 2, 3};
            var signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(probe);
            byte[] signed = signer.sign();
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(probe);
            if (verifier.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            // a key of another kind than the certificate's ends here; same answer
        }
        throw new FaultException(NetError.TLS_FILES, "the key in " + file + " does not belong to the certificate");
    }
}

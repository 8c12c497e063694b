package chancery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificate the API may show. */
sealed interface ApiTrust {
    /** What the Java runtime trusts. */
    record Public() implements ApiTrust {}

    /** Authorities in a file; the name must fit. */
    record Authorities(Path file) implements ApiTrust {}

    /** Exactly the first certificate in a file. */
    record Exactly(Path file) implements ApiTrust {}

    /** Nothing when the runtime's own context does. */
    default Optional<SSLContext> context() {
        return switch (this) {
            case Public _ -> Optional.empty();
            case Authorities authorities -> Optional.of(context(authorities.file(), false));
            case Exactly exactly -> Optional.of(context(exactly.file(), true));
        };
    }

    private static SSLContext context(Path file, boolean exactly) {
        try (var in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            var first = certificates.stream().findFirst();
            if (first.isEmpty()) {
                throw CliException.misused(file + " holds no certificate");
            }
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (var certificate : certificates) {
                trusted.setCertificateEntry("c" + trusted.size(), certificate);
            }
            var authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            authorities.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(
                    null,
                    exactly
                            ? new TrustManager[] {new PinnedTrust((X509Certificate) first.get())}
                            : authorities.getTrustManagers(),
                    null);
            return context;
        } catch (IOException e) {
            throw MailFiles.unreadable(file, e);
        } catch (GeneralSecurityException e) {
            throw CliException.misused(file + " is no certificate that can be read: " + e.getMessage());
        }
    }
}

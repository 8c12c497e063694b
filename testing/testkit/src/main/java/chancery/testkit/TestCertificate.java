package chancery.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate with its private key.
 *
 * @param chain own certificate first
 * @param trustAnchor what a verifier must trust for this one to be good
 */
public record TestCertificate(List<X509Certificate> chain, PrivateKey privateKey, X509Certificate trustAnchor) {
    private static final char[] NO_PASSWORD = new char[0];

    /** The chain as PEM blocks, own certificate first. */
    public String chainPem() {
        var pem = new StringBuilder();
        try {
            for (X509Certificate certificate : chain) {
                pem.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return pem.toString();
    }

    /** The key in PKCS #8. */
    public String keyPem() {
        return pem("PRIVATE KEY", privateKey.getEncoded());
    }

    /** Writes {@code NAME.crt} and {@code NAME.key}. */
    public void writeTo(Path folder, String name) {
        try {
            Files.writeString(folder.resolve(name + ".crt"), chainPem());
            Files.writeString(folder.resolve(name + ".key"), keyPem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PKCS #12 in memory with an empty password. */
    public KeyStore keyStore() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("own", privateKey, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shows this certificate and trusts what this one's own authority signed. */
    public SSLContext context() {
        try {
            var keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(keyStore(), NO_PASSWORD);
            var anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, NO_PASSWORD);
            anchors.setCertificateEntry("anchor", trustAnchor);
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(anchors);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String label, byte[] octets) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}

package chancery.net;

import chancery.mail.FaultException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS as this product speaks it: versions 1.2 and 1.3 (RFC 8996 §4, RFC 9325 §3.1.1), forward secrecy and authenticated
 * encryption only.
 */
public final class TlsContexts {
    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    // RFC 9325 §4.2
    static final String[] CIPHERS = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    static {
        // nobody needs it, and it costs the server more than the client; read once by the JDK (RFC 9325 §3.5)
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private TlsContexts() {}

    /** Certificate chain and key from PEM files, read again when they change. A fault when they cannot be used now. */
    public static ServerTls server(Path chain, Path key) {
        return ServerTls.fromFiles(chain, key);
    }

    /**
     * For the first start, when no certificate is configured: one that nobody but the installation signed. Made once
     * and kept in {@code folder} as {@code HOSTNAME.crt} and {@code HOSTNAME.key} (mode 0600).
     */
    public static ServerTls selfSigned(Path folder, String hostname, Clock clock) {
        return SelfSignedCertificate.in(folder, hostname, clock);
    }

    /** A key store in memory with one key and an empty password. */
    public static ServerTls server(KeyStore keys) {
        return ServerTls.of(keys);
    }

    /** Checks the certificate's chain against the system's trust anchors and its name against the host asked for. */
    public static ClientTls verified() {
        return new ClientTls(client(systemTrust()), true);
    }

    /** Like {@link #verified()}, with the trust anchors of a PEM file instead of the system's. */
    public static ClientTls verified(Path trustFile) {
        return verified(PemFiles.certificates(trustFile));
    }

    /** Like {@link #verified()}, with these trust anchors. */
    public static ClientTls verified(Collection<X509Certificate> anchors) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int i = 0;
            for (X509Certificate anchor : anchors) {
                store.setCertificateEntry("anchor" + i++, anchor);
            }
            return new ClientTls(client(trust(Optional.of(store))), true);
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new FaultException(NetError.TLS_FILES, e);
        }
    }

    /** Leaves the whole judgement, of the name too, to {@code judge}, as DANE needs (RFC 7672 §3). */
    public static ClientTls judged(X509ExtendedTrustManager judge) {
        return new ClientTls(client(new TrustManager[] {judge}), true);
    }

    /**
     * Encrypts without looking at the certificate (RFC 7435 §3): for mail that would otherwise travel in clear. Never
     * for mail to which protection was promised.
     */
    public static ClientTls opportunistic() {
        return new ClientTls(client(new TrustManager[] {new Unchecked()}), false);
    }

    private static TrustManager[] systemTrust() {
        try {
            return trust(Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new FaultException(NetError.TLS_ALGORITHM, e);
        }
    }

    @SuppressWarnings("NullAway") // the JDK takes null for "the system's anchors"
    private static TrustManager[] trust(Optional<KeyStore> anchors) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors.orElse(null));
        return factory.getTrustManagers();
    }

    @SuppressWarnings("NullAway") // null means "no own key" and "the default random"
    private static SSLContext client(TrustManager[] trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new FaultException(NetError.TLS_ALGORITHM, e);
        }
    }

    static SSLParameters parameters() {
        return new SSLParameters(CIPHERS, PROTOCOLS);
    }

    static final class Unchecked extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return List.<X509Certificate>of().toArray(X509Certificate[]::new);
        }
    }
}

package chancery.smtp;

import chancery.mail.FaultException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Trust anchors for servers. A certificate is looked at after the handshake and before anything is sent, so that a
 * refused one still leaves evidence. Revocation is not asked for.
 */
public final class SmtpClientTrust {
    private final X509TrustManager anchors;
    private final SSLContext context;

    private SmtpClientTrust(X509TrustManager anchors) throws GeneralSecurityException {
        this.anchors = anchors;
        this.context = SSLContext.getInstance("TLS");
        this.context.init(
                new javax.net.ssl.KeyManager[0], new TrustManager[] {new Later()}, new java.security.SecureRandom());
    }

    /** The anchors that the Java runtime brings. */
    public static SmtpClientTrust system() {
        return build(Optional.empty());
    }

    /** These anchors alone. */
    public static SmtpClientTrust of(Collection<X509Certificate> certificates) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int n = 0;
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry("anchor-" + n++, certificate);
            }
            return build(Optional.of(store));
        } catch (GeneralSecurityException | IOException e) {
            throw new FaultException(SmtpClientError.TRUST_ANCHORS, e);
        }
    }

    /** The certificates of a PEM file alone. */
    public static SmtpClientTrust ofPem(Path file) {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            List<X509Certificate> found = new ArrayList<>();
            for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                found.add((X509Certificate) c);
            }
            return of(found);
        } catch (GeneralSecurityException | IOException e) {
            throw new FaultException(SmtpClientError.TRUST_ANCHORS, e);
        }
    }

    /** The anchors that the Java runtime brings, and the certificates of a PEM file. */
    public static SmtpClientTrust systemAnd(Path file) {
        List<X509Certificate> all = new ArrayList<>(List.of(system().anchors.getAcceptedIssuers()));
        all.addAll(List.of(ofPem(file).anchors.getAcceptedIssuers()));
        return of(all);
    }

    @SuppressWarnings("NullAway") // the runtime's own anchors are asked for with null
    private static SmtpClientTrust build(Optional<KeyStore> store) {
        try {
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store.orElse(null));
            return new SmtpClientTrust((X509TrustManager) factory.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new FaultException(SmtpClientError.TRUST_ANCHORS, e);
        }
    }

    SSLContext context() {
        return context;
    }

    /** What the session shows, certificate not checked. */
    SmtpClientEvidence unchecked(SSLSession session) throws IOException {
        return evidence(session, List.of(), "", false);
    }

    /** What the session shows, chain and names checked. */
    SmtpClientEvidence checked(SSLSession session, Set<String> names) throws IOException {
        X509Certificate[] chain = chain(session);
        List<String> matched = List.of();
        String objection = "";
        try {
            matched = SmtpClientNames.matched(chain[0], names);
            anchors.checkServerTrusted(chain, "UNKNOWN");
            if (matched.isEmpty()) {
                objection = "name-mismatch";
            }
        } catch (CertificateException e) {
            objection = objection(chain[0], e);
        }
        return evidence(session, matched, objection, objection.isEmpty());
    }

    private static String objection(X509Certificate own, CertificateException trouble) {
        try {
            own.checkValidity();
        } catch (CertificateExpiredException e) {
            return "expired";
        } catch (CertificateNotYetValidException e) {
            return "not-yet-valid";
        }
        for (Throwable t = trouble; t != null; t = t.getCause()) {
            if (t instanceof CertificateExpiredException) {
                return "expired-issuer";
            }
        }
        boolean alone = own.getSubjectX500Principal().equals(own.getIssuerX500Principal());
        return alone ? "self-signed" : "untrusted";
    }

    private static X509Certificate[] chain(SSLSession session) throws SSLPeerUnverifiedException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate c : session.getPeerCertificates()) {
            if (c instanceof X509Certificate x) {
                chain.add(x);
            }
        }
        if (chain.isEmpty()) {
            throw new SSLPeerUnverifiedException("no X.509 certificate");
        }
        return chain.toArray(X509Certificate[]::new);
    }

    private static SmtpClientEvidence evidence(
            SSLSession session, List<String> matched, String objection, boolean verified) throws IOException {
        X509Certificate[] chain = chain(session);
        List<String> digests = new ArrayList<>();
        try {
            for (X509Certificate c : chain) {
                digests.add(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(c.getEncoded())));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        var own = new SmtpClientEvidence.Certificate(
                chain[0].getSubjectX500Principal().getName(),
                chain[0].getIssuerX500Principal().getName(),
                chain[0].getNotAfter().toInstant());
        return new SmtpClientEvidence(
                session.getProtocol(), session.getCipherSuite(), digests, own, matched, objection, verified);
    }

    /** Accepts in the handshake; {@link #checked} decides before anything is sent. */
    private static final class Later extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("a client shows no certificate here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package chancery.smtp;

import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import chancery.net.AddressLimiter;
import chancery.net.ProxyProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A connection from accept to the first greeting: proxy header, limits, TLS; and TLS again for STARTTLS. */
final class ServerConnection {
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final SessionSettings settings;
    private final Socket socket;
    private final SessionWatch watch;
    private final WireChannel wire;

    ServerConnection(SessionSettings settings, Socket socket, SessionWatch watch) throws IOException {
        this.settings = settings;
        this.socket = socket;
        this.watch = watch;
        this.wire = new WireChannel(socket, watch);
    }

    WireChannel wire() {
        return wire;
    }

    /** Runs the whole session. */
    void run(AddressLimiter perAddress) throws IOException {
        ListenerConfig config = settings.config();
        ConnectionFacts facts = facts();
        if (!perAddress.acquire(facts.remote().getAddress())) {
            if (config.kind() != ListenerKind.SUBMISSIONS) {
                wire.writeLine(greetingLine(Replies.TOO_MANY_CONNECTIONS));
                wire.closeGently();
            }
            return;
        }
        try {
            if (config.kind() == ListenerKind.SUBMISSIONS) {
                facts = facts.encrypted(startTls());
            }
            serve(facts);
            // says goodbye in TLS too, so that the client can tell the end from a cut
            wire.close();
        } finally {
            perAddress.release(facts.remote().getAddress());
        }
    }

    private void serve(ConnectionFacts facts) throws IOException {
        ServerSession session;
        try {
            session = new ServerSession(settings, this, watch, facts);
        } catch (RuntimeException e) {
            settings.service().failed(facts, e);
            wire.writeLine("421 Local fault, try again later");
            wire.closeGently();
            return;
        }
        session.run();
    }

    private ConnectionFacts facts() throws IOException {
        var remote = (InetSocketAddress) socket.getRemoteSocketAddress();
        var local = (InetSocketAddress) socket.getLocalSocketAddress();
        ListenerKind kind = settings.config().kind();
        if (!settings.config().proxies().contains(remote.getAddress())) {
            return ConnectionFacts.of(kind, remote, local);
        }
        return proxied()
                .map(told -> ConnectionFacts.of(kind, told.source(), told.destination()))
                .orElseGet(() -> ConnectionFacts.of(kind, remote, local));
    }

    private Optional<ProxyProtocol.Addresses> proxied() throws IOException {
        beginWait();
        try {
            Optional<ProxyProtocol.Addresses> told = ProxyProtocol.read(socket.getInputStream());
            watch.afterRead();
            return told;
        } catch (SyntaxException e) {
            // a proxy that does not say whom it speaks for gets no answer: it may not even be one
            throw new IOException("no header of the PROXY protocol", e);
        }
    }

    private void beginWait() {
        long most = Math.min(
                LONGEST_START.toNanos(),
                settings.config().limits().patience().command().toNanos());
        watch.expect(most, "");
        watch.beforeRead();
    }

    /** Lays TLS over the connection; a failed handshake ends it. */
    TlsFacts startTls() throws IOException {
        SSLSocket tls = settings.config().tls().orElseThrow().layer(socket);
        beginWait();
        tls.startHandshake();
        watch.afterRead();
        watch.use(tls);
        wire.upgrade(tls);
        SSLSession session = tls.getSession();
        return new TlsFacts(session.getProtocol(), session.getCipherSuite(), peerCertificates(session));
    }

    private static List<X509Certificate> peerCertificates(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    // RFC 2034 §4: no status in the greeting
    static String greetingLine(SmtpReply reply) {
        return reply.code() + " " + reply.text();
    }
}

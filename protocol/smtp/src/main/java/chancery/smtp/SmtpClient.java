package chancery.smtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;

/**
 * Opens sessions with SMTP servers: connection, greeting, EHLO, STARTTLS (RFC 5321 §3.1, RFC 3207 §4). Blocks; to be
 * used on virtual threads, by any number of them.
 */
public final class SmtpClient {
    private final SmtpClientConfig config;
    private final SmtpClientTrust trust;

    public SmtpClient(SmtpClientConfig config, SmtpClientTrust trust) {
        this.config = config;
        this.trust = trust;
    }

    public SmtpClientConfig config() {
        return config;
    }

    /**
     * Connects and gets as far as {@code tls} asks. Whatever is not {@link SmtpClientOpened.Ready} has left no
     * connection open.
     *
     * @param within for all of it; what is left of the time of the attempt
     */
    public SmtpClientOpened connect(InetSocketAddress address, SmtpClientTls tls, Duration within) {
        var socket = new Socket();
        var time = config.timeouts();
        try {
            long millis = Math.min(time.connect().toMillis(), within.toMillis());
            long started = System.nanoTime();
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.connect(address, Math.clamp(millis, 1, Integer.MAX_VALUE));
            var channel = new SmtpClientChannel(socket);
            channel.deadlineIn(within.minusNanos(System.nanoTime() - started));
            var opened = open(channel, tls);
            if (!(opened instanceof SmtpClientOpened.Ready)) {
                channel.close();
            }
            return opened;
        } catch (IOException e) {
            closeQuietly(socket);
            return new SmtpClientOpened.Unreachable(SmtpClientTrouble.phrase(e));
        }
    }

    private SmtpClientOpened open(SmtpClientChannel channel, SmtpClientTls tls) throws IOException {
        var time = config.timeouts();
        var greeting = channel.read(time.greeting());
        if (!SmtpClientReplies.isCompletion(greeting)) {
            quit(channel);
            return new SmtpClientOpened.Refused(SmtpClientReplies.value(greeting));
        }
        var hello = hello(channel);
        if (!SmtpClientReplies.isCompletion(hello)) {
            quit(channel);
            return new SmtpClientOpened.Refused(SmtpClientReplies.value(hello));
        }
        var offers = EhloReply.of(hello);
        return switch (tls) {
            case SmtpClientTls.Clear c -> ready(channel, offers, Optional.empty());
            case SmtpClientTls.Opportunistic o ->
                offers.offers("STARTTLS")
                        ? startTls(channel, o.serverName(), tls)
                        : ready(channel, offers, Optional.empty());
            case SmtpClientTls.Verified v -> {
                if (!offers.offers("STARTTLS")) {
                    quit(channel);
                    yield new SmtpClientOpened.NoTls("not-offered");
                }
                yield startTls(channel, v.serverName(), tls);
            }
        };
    }

    // RFC 5321 §3.2: a server that does not know EHLO is greeted with HELO, on the same connection
    private ServerReply hello(SmtpClientChannel channel) throws IOException {
        var ehlo =
                channel.command("EHLO " + config.heloName(), config.timeouts().greeting());
        if (ehlo.code() < 500 || ehlo.code() == 521 || ehlo.code() == 554) {
            return ehlo;
        }
        var helo =
                channel.command("HELO " + config.heloName(), config.timeouts().greeting());
        return SmtpClientReplies.isCompletion(helo) ? ServerReply.of(helo.code(), List.of("")) : helo;
    }

    private SmtpClientOpened startTls(SmtpClientChannel channel, String serverName, SmtpClientTls tls)
            throws IOException {
        var go = channel.command("STARTTLS", config.timeouts().command());
        if (!SmtpClientReplies.isCompletion(go)) {
            quit(channel);
            return new SmtpClientOpened.NoTls("refused");
        }
        if (channel.hasUnread()) {
            return new SmtpClientOpened.TlsFailed("injected-before-tls", Optional.empty());
        }
        SmtpClientEvidence evidence;
        try {
            evidence = handshake(channel, serverName, tls);
        } catch (IOException e) {
            channel.abort();
            return new SmtpClientOpened.TlsFailed("handshake", Optional.empty());
        }
        if (!evidence.objection().isEmpty()) {
            return new SmtpClientOpened.TlsFailed(evidence.objection(), Optional.of(evidence));
        }
        var ehlo =
                channel.command("EHLO " + config.heloName(), config.timeouts().greeting());
        if (!SmtpClientReplies.isCompletion(ehlo)) {
            quit(channel);
            return new SmtpClientOpened.Refused(SmtpClientReplies.value(ehlo));
        }
        return ready(channel, EhloReply.of(ehlo), Optional.of(evidence));
    }

    private SmtpClientEvidence handshake(SmtpClientChannel channel, String serverName, SmtpClientTls tls)
            throws IOException {
        var plain = channel.socket();
        plain.setSoTimeout(Math.clamp(
                Math.min(
                        config.timeouts().handshake().toMillis(),
                        channel.timeLeft().toMillis()),
                1,
                Integer.MAX_VALUE));
        var secure =
                (SSLSocket) trust.context().getSocketFactory().createSocket(plain, serverName, plain.getPort(), true);
        var parameters = secure.getSSLParameters();
        // RFC 8996 §4: nothing below TLS 1.2
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        if (!SmtpClientNames.isAddress(serverName)) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        channel.upgrade(secure);
        return tls instanceof SmtpClientTls.Verified v
                ? trust.checked(secure.getSession(), v.names())
                : trust.unchecked(secure.getSession());
    }

    private SmtpClientOpened ready(SmtpClientChannel channel, EhloReply offers, Optional<SmtpClientEvidence> evidence) {
        return new SmtpClientOpened.Ready(new SmtpClientSession(channel, config, offers, evidence));
    }

    private static void quit(SmtpClientChannel channel) {
        try {
            channel.write("QUIT\r\n");
        } catch (IOException e) {
            channel.close();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it was never of use
            return;
        }
    }
}

package chancery.tlspolicy;

import chancery.mail.SyntaxException;
import chancery.net.ClientTls;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.net.PublicAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/**
 * Fetches over HTTP/1.1 with our own resolver and a fresh connection each time (RFC 8461 §3.3): no redirect, no cache,
 * no cookie. The deadline holds for the whole of it. Connects only to addresses that it has looked at, so that no domain
 * can send it into an internal network.
 */
public final class HttpsPolicyFetcher implements PolicyFetcher {
    /** RFC 8461 §3.3 suggests one minute; nobody waits so long for a mail. */
    public static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final int MAX_ADDRESSES = 3;

    private final DnsResolver dns;
    private final ClientTls tls;
    private final int port;
    private final Duration deadline;
    private final Predicate<InetAddress> reachable;

    /** To addresses of the public Internet only. */
    public HttpsPolicyFetcher(DnsResolver dns, ClientTls tls) {
        this(dns, tls, 443, DEADLINE, PublicAddress::is);
    }

    /**
     * @param tls one that verifies
     * @param reachable which addresses may be connected to
     */
    public HttpsPolicyFetcher(
            DnsResolver dns, ClientTls tls, int port, Duration deadline, Predicate<InetAddress> reachable) {
        if (!tls.verifies()) {
            throw new IllegalArgumentException("a policy is worth as much as the certificate behind it");
        }
        this.dns = dns;
        this.tls = tls;
        this.port = port;
        this.deadline = deadline;
        this.reachable = reachable;
    }

    @Override
    public Fetched fetch(String host) {
        long end = System.nanoTime() + deadline.toNanos();
        var addresses = dns.addresses(host);
        if (!(addresses instanceof DnsAnswer.Records<InetAddress> found)) {
            return failed("no address of " + host + ": " + DaneLookup.words(addresses));
        }
        Fetched last = failed("no address of " + host + " in the public Internet");
        for (InetAddress address :
                found.records().stream().filter(reachable).limit(MAX_ADDRESSES).toList()) {
            try {
                return from(new InetSocketAddress(address, port), host, end);
            } catch (SSLException e) {
                return e.getCause() instanceof CertificateException c
                        ? new Fetched.Failed(TlsResultType.STS_WEBPKI_INVALID, String.valueOf(c.getMessage()))
                        : failed("TLS failed: " + e.getMessage());
            } catch (IOException e) {
                last = failed("no answer from " + host);
            }
        }
        return last;
    }

    private Fetched from(InetSocketAddress address, String host, long end) throws IOException {
        try (var plain = new Socket()) {
            plain.connect(address, left(end));
            plain.setSoTimeout(left(end));
            try (var watch = new Watch(plain, end);
                    var socket = tls.start(plain, host)) {
                socket.getOutputStream().write(request(host));
                socket.getOutputStream().flush();
                byte[] octets = socket.getInputStream().readNBytes(HttpAnswer.MAX_OCTETS + 1);
                return watch.over() ? failed("the deadline is over") : text(octets);
            }
        }
    }

    private static int left(long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new IOException("the deadline is over");
        }
        return (int) millis;
    }

    private static byte[] request(String host) {
        return ("GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: " + host
                        + "\r\nUser-Agent: Chancery\r\nAccept: text/plain\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Fetched text(byte[] octets) {
        try {
            var answer = HttpAnswer.parse(octets);
            if (answer.status() != 200) {
                return failed("answer " + answer.status() + " instead of 200");
            }
            if (!answer.mediaType().equals("text/plain")) {
                return failed("type " + answer.mediaType() + " instead of text/plain");
            }
            return new Fetched.Text(answer.body());
        } catch (SyntaxException e) {
            return failed("no answer in HTTP: " + e.getMessage());
        }
    }

    private static Fetched failed(String why) {
        return new Fetched.Failed(TlsResultType.STS_POLICY_FETCH_ERROR, why);
    }

    /** Closes the connection at the deadline, which a server that sends an octet a second would else never meet. */
    private static final class Watch implements AutoCloseable {
        private final Thread thread;
        private volatile boolean over;

        Watch(Socket socket, long end) {
            this.thread = Thread.ofVirtual().name("policy-deadline").start(() -> {
                try {
                    var none = new java.util.concurrent.CountDownLatch(1);
                    if (!none.await(end - System.nanoTime(), java.util.concurrent.TimeUnit.NANOSECONDS)) {
                        over = true;
                        socket.close();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (IOException e) {
                    over = true;
                }
            });
        }

        boolean over() {
            return over;
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}

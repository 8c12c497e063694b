package chancery.tlspolicy;

import chancery.mail.SyntaxException;
import chancery.net.ClientTls;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.net.HttpAnswer;
import chancery.net.HttpExchange;
import chancery.net.PublicAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/** Fetches with our own resolver, by an {@link HttpExchange} each time (RFC 8461 §3.3); the deadline holds for it all. */
public final class HttpsPolicyFetcher implements PolicyFetcher {
    /** RFC 8461 §3.3 suggests one minute; nobody waits so long for a mail. */
    public static final Duration DEADLINE = Duration.ofSeconds(20);

    private final DnsResolver dns;
    private final HttpExchange exchange;
    private final int port;
    private final Duration deadline;

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
        this.exchange = new HttpExchange(Optional.of(tls), reachable);
        this.port = port;
        this.deadline = deadline;
    }

    @Override
    public Fetched fetch(String host) {
        long end = System.nanoTime() + deadline.toNanos();
        var addresses = dns.addresses(host);
        if (!(addresses instanceof DnsAnswer.Records<InetAddress> found)) {
            return failed("no address of " + host + ": " + DaneLookup.words(addresses));
        }
        var request = new HttpExchange.Request(
                host, port, "/.well-known/mta-sts.txt", "Accept: text/plain\r\n", Optional.empty());
        try {
            return text(exchange.ask(request, found.records(), end, MtaStsPolicyParser.MAX_OCTETS));
        } catch (SSLException e) {
            return e.getCause() instanceof CertificateException c
                    ? new Fetched.Failed(TlsResultType.STS_WEBPKI_INVALID, String.valueOf(c.getMessage()))
                    : failed("TLS failed: " + e.getMessage());
        } catch (IOException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (SyntaxException e) {
            return failed("no answer in HTTP: " + e.getMessage());
        }
    }

    private static Fetched text(HttpAnswer answer) {
        if (answer.status() != 200) {
            return failed("answer " + answer.status() + " instead of 200");
        }
        return answer.mediaType().equals("text/plain")
                ? new Fetched.Text(answer.body())
                : failed("type " + answer.mediaType() + " instead of text/plain");
    }

    private static Fetched failed(String why) {
        return new Fetched.Failed(TlsResultType.STS_POLICY_FETCH_ERROR, why);
    }
}

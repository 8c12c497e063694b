package chancery.smime;

import chancery.mail.SyntaxException;
import chancery.net.HttpExchange;
import chancery.net.PublicAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Fetches by plain HTTP, as revocation lists and OCSP answers are offered (RFC 5280 §8, RFC 6960 §A.1): they carry their
 * own signatures. An {@link HttpExchange} keeps it out of internal networks and within the deadline. Immutable.
 */
public final class HttpRevocationFetcher implements RevocationFetcher {
    /** Finds the addresses of a host within a time. */
    public interface Hosts {
        /** All addresses, or an IOException that says why there are none. */
        List<InetAddress> addresses(String host, Duration deadline) throws IOException;
    }

    private final Hosts hosts;
    private final HttpExchange exchange;

    /** @param reachable which addresses may be connected to, see {@link PublicAddress} */
    public HttpRevocationFetcher(Hosts hosts, Predicate<InetAddress> reachable) {
        this.hosts = hosts;
        this.exchange = new HttpExchange(Optional.empty(), reachable);
    }

    /** With the system's resolver, to addresses of the public Internet only. */
    public static HttpRevocationFetcher standard() {
        return new HttpRevocationFetcher(HttpRevocationFetcher::systemAddresses, PublicAddress::is);
    }

    private static List<InetAddress> systemAddresses(String host, Duration deadline) throws IOException {
        var task = new FutureTask<>(() -> List.of(InetAddress.getAllByName(host)));
        Thread.ofVirtual().name("revocation-host").start(task);
        try {
            return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no address of " + host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public byte[] fetch(Request request) throws IOException {
        var uri = request.uri();
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IOException("not a plain http URI: " + uri);
        }
        long end = System.nanoTime() + request.deadline().toNanos();
        var addresses = hosts.addresses(uri.getHost(), request.deadline());
        try {
            var answer = exchange.ask(question(request), addresses, end, request.maxOctets());
            if (answer.status() != 200) {
                throw new IOException("answered " + answer.status());
            }
            return answer.body();
        } catch (SyntaxException e) {
            throw new IOException("no answer in HTTP: " + e.getMessage(), e);
        }
    }

    private static HttpExchange.Request question(Request request) {
        var uri = URI.create(request.uri().toASCIIString());
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        String fields = request.body()
                .map(_ -> "Content-Type: " + request.contentType() + "\r\n")
                .orElse("");
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new HttpExchange.Request(uri.getHost(), port, target, fields, request.body());
    }
}

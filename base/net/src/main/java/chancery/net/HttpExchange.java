package chancery.net;

import chancery.mail.SyntaxException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/**
 * One question by HTTP/1.1 and its answer, over a connection of its own: no redirect is followed, nothing is cached, no
 * cookie kept. Connects only to addresses that it has looked at, so that no URI and no DNS of others can send it into an
 * internal network. Everything has to be over at one deadline, however the octets drip.
 *
 * @param tls laid over the connection; empty for plain HTTP
 * @param reachable which addresses may be connected to, see {@link PublicAddress}
 */
public record HttpExchange(Optional<ClientTls> tls, Predicate<InetAddress> reachable) {
    private static final int MAX_ADDRESSES = 3;

    /**
     * A question.
     *
     * @param target path and query (RFC 9112 §3.2.1)
     * @param fields more header fields, each with its CR LF
     * @param body for a POST; empty for a GET
     */
    public record Request(String host, int port, String target, String fields, Optional<byte[]> body) {
        private byte[] head(int usualPort) {
            var length = body.map(b -> "Content-Length: " + b.length + "\r\n").orElse("");
            return ((body.isPresent() ? "POST " : "GET ") + target + " HTTP/1.1\r\nHost: " + host
                            + (port == usualPort ? "" : ":" + port)
                            + "\r\nUser-Agent: Chancery\r\nConnection: close\r\n" + fields + length + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    /**
     * Asks the first of the addresses that answers.
     *
     * @param end by {@link System#nanoTime()}
     * @param maxOctets of the body of the answer
     * @throws SSLException when the TLS of an address fails; no other is tried then
     * @throws SocketTimeoutException when the deadline is over
     * @throws SyntaxException when the question cannot be asked, or the answer is not one of HTTP/1.1 or is too large
     */
    public HttpAnswer ask(Request request, List<InetAddress> addresses, long end, int maxOctets)
            throws IOException, SyntaxException {
        // neither may begin a header field of its own
        if (!(request.host() + request.target()).matches("[!-~]+")) {
            throw new SyntaxException("a host and a target of printable ASCII are wanted", 0);
        }
        var allowed = addresses.stream().filter(reachable).limit(MAX_ADDRESSES).toList();
        var failure = new IOException("no "
                + (allowed.isEmpty()
                        ? "address of " + request.host() + " in the public Internet"
                        : "answer from " + request.host()));
        for (InetAddress address : allowed) {
            try {
                return ask(request, address, end, maxOctets);
            } catch (SSLException | SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private HttpAnswer ask(Request request, InetAddress address, long end, int maxOctets)
            throws IOException, SyntaxException {
        try (var plain = new Socket();
                var watch = new Watch(plain, end)) {
            try {
                plain.connect(new InetSocketAddress(address, request.port()));
                var socket = tls.isPresent() ? tls.get().start(plain, request.host()) : plain;
                var out = socket.getOutputStream();
                out.write(request.head(tls.isPresent() ? 443 : 80));
                out.write(request.body().orElse(new byte[0]));
                out.flush();
                return HttpAnswer.read(new BufferedInputStream(socket.getInputStream()), maxOctets);
            } catch (IOException e) {
                throw watch.over() ? new SocketTimeoutException("the deadline is over") : e;
            }
        }
    }

    /** Closes the connection at the deadline, which a server that sends an octet a second would else never meet. */
    private static final class Watch implements AutoCloseable {
        private final Thread thread;
        private volatile boolean over;

        Watch(Socket socket, long end) {
            this.thread = Thread.ofVirtual().name("http-deadline").start(() -> {
                try {
                    if (!new CountDownLatch(1).await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
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

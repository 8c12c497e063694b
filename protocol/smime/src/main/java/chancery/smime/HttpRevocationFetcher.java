package chancery.smime;

import chancery.net.PublicAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Fetches by plain HTTP, as revocation lists and OCSP answers are offered (RFC 5280 §8, RFC 6960 §A.1): they carry their
 * own signatures. Connects only to addresses that it has looked at itself, so that neither a certificate nor the DNS can
 * send it into an internal network; follows no redirect; keeps within the deadline of a request, from the look-up of the
 * name to the last octet, and gives up an answer that is too large before it is read. Immutable.
 */
public final class HttpRevocationFetcher implements RevocationFetcher {
    private static final int MOST_ADDRESSES = 3;
    private static final int MOST_HEADER = 16 * 1024;
    private static final int BLOCK = 16 * 1024;

    /** Finds the addresses of a host within a time. */
    public interface Hosts {
        /** All addresses, or an IOException that says why there are none. */
        List<InetAddress> addresses(String host, Duration deadline) throws IOException;
    }

    private final Hosts hosts;
    private final Predicate<InetAddress> reachable;

    /** @param reachable which addresses may be connected to, see {@link PublicAddress} */
    public HttpRevocationFetcher(Hosts hosts, Predicate<InetAddress> reachable) {
        this.hosts = hosts;
        this.reachable = reachable;
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
        var failure = new IOException("no address of " + uri.getHost() + " that may be asked");
        var addresses = new ArrayList<>(hosts.addresses(uri.getHost(), request.deadline()));
        addresses.removeIf(reachable.negate());
        for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            try {
                return exchange(address, request, end);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private static byte[] exchange(InetAddress address, Request request, long end) throws IOException {
        int port = request.uri().getPort() < 0 ? 80 : request.uri().getPort();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), millisUntil(end));
            var out = socket.getOutputStream();
            out.write(head(request).getBytes(StandardCharsets.US_ASCII));
            if (request.body().isPresent()) {
                out.write(request.body().get());
            }
            out.flush();
            return answer(new Timed(socket, end), request.maxOctets());
        }
    }

    private static int millisUntil(long end) throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("the deadline is over");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    // HTTP/1.0, so that the answer comes in one piece and ends with the connection
    private static String head(Request request) {
        var uri = request.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        String fields = "Host: " + host + "\r\nConnection: close\r\n";
        return request.body()
                .map(body -> "POST " + target + " HTTP/1.0\r\n" + fields + "Content-Type: " + request.contentType()
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .orElse("GET " + target + " HTTP/1.0\r\n" + fields + "\r\n");
    }

    private static byte[] answer(InputStream in, int maxOctets) throws IOException {
        String head = readHead(in);
        if (!head.matches("(?s)HTTP/1\\.[01] 200[ \r].*")) {
            throw new IOException("answered " + head.lines().findFirst().orElse("nothing"));
        }
        long length = length(head);
        if (length > maxOctets) {
            throw new IOException("an answer of " + length + " octets");
        }
        var body = new ByteArrayOutputStream(length < 0 ? BLOCK : (int) length);
        byte[] block = new byte[BLOCK];
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            if (body.size() + count > maxOctets) {
                throw new IOException("an answer of more than " + maxOctets + " octets");
            }
            body.write(block, 0, count);
            if (body.size() == length) {
                break;
            }
        }
        if (length >= 0 && body.size() != length) {
            throw new IOException("half an answer");
        }
        return body.toByteArray();
    }

    private static String readHead(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int octet = in.read();
            if (octet < 0 || head.size() == MOST_HEADER) {
                throw new IOException("no answer in HTTP");
            }
            head.write(octet);
            ends = octet == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : octet == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** The length that the answer states, or -1. */
    private static long length(String head) throws IOException {
        long length = -1;
        for (String line : head.split("\r\n")) {
            String field = line.toLowerCase(Locale.ROOT);
            if (field.startsWith("transfer-encoding:") || field.startsWith("content-encoding:")) {
                throw new IOException("an answer in an encoding that nobody asked for");
            }
            if (field.startsWith("content-length:")) {
                String value = field.substring("content-length:".length()).strip();
                if (length >= 0 || !value.matches("[0-9]{1,18}")) {
                    throw new IOException("a length that cannot be");
                }
                length = Long.parseLong(value);
            }
        }
        return length;
    }

    /** Reads only until the deadline, however the octets drip. */
    private static final class Timed extends InputStream {
        private final Socket socket;
        private final InputStream in;
        private final long end;

        Timed(Socket socket, long end) throws IOException {
            this.socket = socket;
            this.in = new java.io.BufferedInputStream(socket.getInputStream());
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            socket.setSoTimeout(millisUntil(end));
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            socket.setSoTimeout(millisUntil(end));
            return in.read(into, offset, length);
        }
    }
}

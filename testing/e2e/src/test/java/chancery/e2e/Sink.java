package chancery.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The outside world: takes every mail and remembers, in its own memory and so beyond the reach of what happens to the
 * gateway, for which recipient it came, when, and whether it was what had been sent.
 */
final class Sink implements AutoCloseable {
    private static final byte[] OK = ascii("250 2.0.0 Ok\r\n");
    private static final int MOST_AT_ONCE = 100_000;

    private final ServerSocket server;
    private final Function<String, byte[]> sent;
    private final Map<String, List<Long>> arrivals = new HashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Semaphore answers = new Semaphore(MOST_AT_ONCE);

    /** @param sent what was sent to a recipient's local part; empty when that is not to be compared */
    Sink(Function<String, byte[]> sent) {
        this.sent = sent;
        try {
            server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::acceptAll);
    }

    int port() {
        return server.getLocalPort();
    }

    /** System.nanoTime of each arrival for a local part. */
    List<Long> arrivals(String localPart) {
        synchronized (arrivals) {
            return List.copyOf(arrivals.getOrDefault(localPart, List.of()));
        }
    }

    boolean has(String localPart) {
        synchronized (arrivals) {
            return arrivals.containsKey(localPart);
        }
    }

    /** Every local part that has got something. */
    Set<String> arrived() {
        synchronized (arrivals) {
            return Set.copyOf(arrivals.keySet());
        }
    }

    /** Local parts whose content was not what had been sent, below our trace fields. */
    Set<String> changed() {
        return changed;
    }

    /** From now on contents are read, but not answered, until {@link #answerAgain}. */
    void holdAnswers() {
        answers.drainPermits();
    }

    void answerAgain() {
        answers.release(MOST_AT_ONCE);
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        var recipients = new ArrayList<String>();
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 32 << 10);
            OutputStream out = socket.getOutputStream();
            out.write(ascii("220 sink ESMTP\r\n"));
            String line = readLine(in);
            while (!line.isEmpty() && answer(line, in, out, recipients)) {
                line = readLine(in);
            }
        } catch (IOException e) {
            // the sender went away: what it had not finished has not arrived
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answer(String line, BufferedInputStream in, OutputStream out, List<String> recipients)
            throws IOException, InterruptedException {
        String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO" -> out.write(ascii("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"));
            case "RCPT" -> {
                int open = line.indexOf('<');
                recipients.add(line.substring(open + 1, line.lastIndexOf('@')));
                out.write(OK);
            }
            case "DATA" -> {
                out.write(ascii("354 Go on\r\n"));
                byte[] content = readContent(in);
                recipients.forEach(recipient -> arrive(recipient, content));
                recipients.clear();
                answers.acquire();
                answers.release();
                out.write(OK);
            }
            case "QUIT" -> {
                out.write(ascii("221 2.0.0 Bye\r\n"));
                return false;
            }
            default -> out.write(OK);
        }
        return true;
    }

    private void arrive(String recipient, byte[] content) {
        byte[] expected = sent.apply(recipient);
        if (expected.length > 0 && !isBelowTrace(content, expected)) {
            changed.add(recipient);
        }
        synchronized (arrivals) {
            arrivals.computeIfAbsent(recipient, r -> new ArrayList<>()).add(System.nanoTime());
        }
    }

    /** Nothing but whole Received fields of ours may stand above. */
    private static boolean isBelowTrace(byte[] content, byte[] expected) {
        int above = content.length - expected.length;
        if (above <= 0 || !Arrays.equals(content, above, content.length, expected, 0, expected.length)) {
            return false;
        }
        String trace = new String(content, 0, above, StandardCharsets.ISO_8859_1);
        return trace.startsWith("Received: ")
                && trace.endsWith("\r\n")
                && trace.lines()
                        .skip(1)
                        .allMatch(l -> l.startsWith(" ") || l.startsWith("\t") || l.startsWith("Received: "));
    }

    /** Up to the end of data, without what was put before leading dots (RFC 5321 §4.5.2). */
    private static byte[] readContent(BufferedInputStream in) throws IOException {
        var content = new ByteArrayOutputStream(1 << 12);
        while (true) {
            byte[] line = readOctets(in);
            if (line.length == 0) {
                throw new IOException("connection ended in the content");
            }
            if (line[0] != '.') {
                content.writeBytes(line);
            } else if (line.length == 3 && line[1] == '\r') {
                return content.toByteArray();
            } else {
                content.write(line, 1, line.length - 1);
            }
        }
    }

    private static String readLine(BufferedInputStream in) throws IOException {
        return new String(readOctets(in), StandardCharsets.UTF_8);
    }

    /** A line with its end, or empty at the end of the connection. */
    private static byte[] readOctets(BufferedInputStream in) throws IOException {
        byte[] buffer = new byte[256];
        int length = 0;
        int octet = in.read();
        while (octet >= 0) {
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, length * 2);
            }
            buffer[length++] = (byte) octet;
            if (octet == '\n') {
                break;
            }
            octet = in.read();
        }
        return Arrays.copyOf(buffer, length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package chancery.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends numbered mails, a new connection for each, from a fixed number of sessions at once. */
final class LoadGenerator {
    private final int port;
    private final int sessions;
    private final byte[] body;
    private final long[] started;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** @param size octets of a content, about */
    LoadGenerator(int port, int sessions, int mails, int size) {
        this.port = port;
        this.sessions = sessions;
        this.started = new long[mails];
        this.body = "All work and no play makes a dull benchmark, so here is a line of text.\r\n"
                .repeat(Math.max(1, size / 73))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** System.nanoTime at which the connection for that number was begun. */
    long startOf(int number) {
        return started[number];
    }

    int refused() {
        return refused.get();
    }

    /** Sends them all; returns when each has its reply. */
    void run(Duration patience) throws InterruptedException {
        var done = new CountDownLatch(sessions);
        for (int i = 0; i < sessions; i++) {
            Thread.ofVirtual().start(() -> {
                session();
                done.countDown();
            });
        }
        if (!done.await(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("not all mails were taken within " + patience);
        }
    }

    private void session() {
        int number = next.getAndIncrement();
        while (number < started.length) {
            started[number] = System.nanoTime();
            if (!send(number)) {
                refused.incrementAndGet();
            }
            number = next.getAndIncrement();
        }
    }

    private boolean send(int number) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            var in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1024);
            OutputStream out = socket.getOutputStream();
            expect(in, '2');
            out.write(ascii("EHLO bench.clinic.example\r\n"));
            expect(in, '2');
            out.write(ascii(
                    "MAIL FROM:<bench@clinic.example>\r\nRCPT TO:<r" + number % 100 + "@sink.example>\r\nDATA\r\n"));
            expect(in, '2');
            expect(in, '2');
            expect(in, '3');
            out.write(content(number));
            expect(in, '2');
            out.write(ascii("QUIT\r\n"));
            expect(in, '2');
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] content(int number) {
        byte[] header = ascii("From: bench@clinic.example\r\nTo: r@sink.example\r\nSubject: Mail " + number
                + "\r\nMessage-ID: <" + number + "@bench.clinic.example>\r\n" + Sink.NUMBER_FIELD + number
                + "\r\nDate: Mon, 02 Nov 2026 09:00:00 +0100\r\n\r\n");
        byte[] end = ascii(".\r\n");
        byte[] whole = new byte[header.length + body.length + end.length];
        System.arraycopy(header, 0, whole, 0, header.length);
        System.arraycopy(body, 0, whole, header.length, body.length);
        System.arraycopy(end, 0, whole, header.length + body.length, end.length);
        return whole;
    }

    private static void expect(BufferedReader in, char first) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        if (line == null || line.isEmpty() || line.charAt(0) != first) {
            throw new IOException("unexpected reply");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

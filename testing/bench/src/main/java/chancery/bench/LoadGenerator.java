package chancery.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends numbered mails, a new connection for each, from a fixed number of sessions at once. */
final class LoadGenerator {
    private static final byte[] HELLO = ascii("EHLO bench.clinic.example\r\n");
    private static final byte[] QUIT = ascii("QUIT\r\n");

    private final int port;
    private final int sessions;
    private final int size;
    private final long[] started;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String why = "";

    /** @param size octets of a content, about */
    LoadGenerator(int port, int sessions, int mails, int size) {
        this.port = port;
        this.sessions = sessions;
        this.started = new long[mails];
        this.size = size;
    }

    /** System.nanoTime at which the connection for that number was begun. */
    long startOf(int number) {
        return started[number];
    }

    /** What was met by one of those that were not taken. */
    String why() {
        return why;
    }

    int refused() {
        return refused.get();
    }

    /** Sends them all; returns when each has its reply. */
    void run(Duration patience) throws InterruptedException {
        var done = new CountDownLatch(sessions);
        for (int i = 0; i < sessions; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                session();
                done.countDown();
            });
        }
        if (!done.await(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("not all mails were taken within " + patience);
        }
    }

    private void session() {
        var content = new NumberedContent(size);
        int number = next.getAndIncrement();
        while (number < started.length) {
            content.number(number);
            started[number] = System.nanoTime();
            if (!send(number, content)) {
                refused.incrementAndGet();
            }
            number = next.getAndIncrement();
        }
    }

    private boolean send(int number, NumberedContent content) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            var in = new BenchWire(socket.getInputStream(), 1024);
            OutputStream out = socket.getOutputStream();
            in.expect('2');
            out.write(HELLO);
            in.expect('2');
            out.write(ascii(
                    "MAIL FROM:<bench@clinic.example>\r\nRCPT TO:<r" + number % 100 + "@sink.example>\r\nDATA\r\n"));
            in.expect('2');
            in.expect('2');
            in.expect('3');
            out.write(content.octets());
            in.expect('2');
            out.write(QUIT);
            in.expect('2');
            return true;
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
            return false;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package chancery.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Takes every mail and remembers when the mail with a given number arrived. As cheap as it can be, since it shares the
 * machine with what is measured.
 */
final class Sink implements AutoCloseable {
    static final String NUMBER_FIELD = "X-Bench-Number: ";
    private static final byte[] OK = ascii("250 2.0.0 Ok\r\n");

    private final ServerSocket server;
    private volatile AtomicLongArray arrivals = new AtomicLongArray(0);
    private final AtomicInteger arrived = new AtomicInteger();

    Sink() throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        Thread.ofPlatform().daemon().start(this::acceptAll);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Forgets everything; numbers from 0 below {@code mails} are remembered from now on. */
    void expect(int mails) {
        arrivals = new AtomicLongArray(mails);
        arrived.set(0);
    }

    /** Distinct numbers that have arrived. */
    int arrived() {
        return arrived.get();
    }

    /** System.nanoTime of the first arrival, or 0. */
    long arrivalOf(int number) {
        return arrivals.get(number);
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BenchWire(socket.getInputStream());
            var out = new BufferedOutputStream(socket.getOutputStream(), 1024);
            out.write(ascii("220 sink ESMTP\r\n"));
            boolean open = true;
            while (open) {
                // replies to pipelined commands leave together
                if (!in.hasInput()) {
                    out.flush();
                }
                open = answer(in.readLine(), in, out);
            }
            out.flush();
        } catch (IOException e) {
            // the sender went away: what it had not finished has not arrived
        }
    }

    private boolean answer(String line, BenchWire in, OutputStream out) throws IOException {
        String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO" -> out.write(ascii("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"));
            case "DATA" -> {
                out.write(ascii("354 Go on\r\n"));
                out.flush();
                arrive(in.readContent(NUMBER_FIELD));
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

    private void arrive(int number) {
        if (number >= 0 && number < arrivals.length() && arrivals.compareAndSet(number, 0, System.nanoTime())) {
            arrived.incrementAndGet();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package chancery.smtp;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mails per second for one new connection each, against a service that takes everything and keeps nothing, in turns
 * with a bare loop that does not even look at what it reads. Arguments: mails for each turn, octets, sessions, turns.
 */
final class SmtpThroughput {
    private SmtpThroughput() {}

    public static void main(String[] arguments) throws Exception {
        int mails = argument(arguments, 0, 20_000);
        int octets = argument(arguments, 1, 4_096);
        int sessions = argument(arguments, 2, 50);
        int turns = argument(arguments, 3, 3);
        PrintStream out = System.out;
        try (SmtpListener listener = SmtpListener.start(
                        ListenerConfig.plain(ListenerKind.MX, loopback(), "mx.example"), facts -> new NullSession());
                BareLoop floor = new BareLoop()) {
            measure(listener.localAddress(), mails / 4, octets, sessions);
            measure(floor.address(), mails / 4, octets, sessions);
            for (int i = 0; i < turns; i++) {
                Measured server = measure(listener.localAddress(), mails, octets, sessions);
                Measured bare = measure(floor.address(), mails, octets, sessions);
                out.printf(
                        "%d octets: server %s, bare loop %s, ratio %.2f%n",
                        octets, server, bare, server.perSecond() / bare.perSecond());
            }
        }
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** @param cpu of client and server together, for one mail */
    private record Measured(double perSecond, Duration cpu) {
        @Override
        public String toString() {
            return String.format("%.0f mails/s (%d us CPU)", perSecond, cpu.toNanos() / 1_000);
        }
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Measured measure(InetSocketAddress server, int mails, int octets, int sessions)
            throws InterruptedException {
        byte[] content = (("x".repeat(70) + "\r\n").repeat(octets / 72 + 1).substring(0, octets - 2) + "\r\n.\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var left = new AtomicInteger(mails);
        var failed = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        Duration cpu = cpu();
        long start = System.nanoTime();
        for (int i = 0; i < sessions; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (left.getAndDecrement() > 0) {
                    try {
                        mail(server, content);
                    } catch (IOException e) {
                        failed.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (failed.get() > 0) {
            throw new IllegalStateException(failed.get() + " mails failed");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(mails / seconds, cpu().minus(cpu).dividedBy(mails));
    }

    private static void mail(InetSocketAddress server, byte[] content) throws IOException {
        try (var socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(server);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1_024);
            OutputStream out = socket.getOutputStream();
            expect(in, "220");
            for (String command : List.of(
                    "EHLO client.example", "MAIL FROM:<a@client.example>", "RCPT TO:<b@ours.example>", "DATA")) {
                out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                expect(in, command.equals("DATA") ? "354" : "250");
            }
            out.write(content);
            expect(in, "250");
            out.write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            expect(in, "221");
        }
    }

    private static void expect(InputStream in, String code) throws IOException {
        boolean last = false;
        while (!last) {
            var line = new StringBuilder();
            int c = in.read();
            while (c != '\n') {
                if (c < 0) {
                    throw new IOException("closed");
                }
                line.append((char) c);
                c = in.read();
            }
            if (!line.toString().startsWith(code)) {
                throw new IOException("not " + code);
            }
            last = line.charAt(3) == ' ';
        }
    }

    private static final class NullSession implements SmtpSessionCallbacks, ContentSink {
        private static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "OK");

        @Override
        public SmtpReply mail(ConnectionFacts facts, MailCommand command) {
            return OK;
        }

        @Override
        public SmtpReply rcpt(EnvelopeRecipient recipient) {
            return OK;
        }

        @Override
        public ContentSink content() {
            return this;
        }

        @Override
        public void write(byte[] octets, int offset, int length) {}

        @Override
        public SmtpReply finish() {
            return OK;
        }

        @Override
        public void abort() {}
    }

    /** Answers the n-th read with the n-th reply; knows the end of content by its last five octets. */
    private static final class BareLoop implements AutoCloseable {
        private static final List<String> REPLIES =
                List.of("250 OK\r\n", "250 OK\r\n", "250 OK\r\n", "354 OK\r\n", "250 OK\r\n", "221 OK\r\n");
        private final ServerSocket server = new ServerSocket();

        BareLoop() throws IOException {
            server.bind(loopback(), 1_024);
            Thread.ofPlatform().daemon().start(this::accept);
        }

        InetSocketAddress address() {
            return (InetSocketAddress) server.getLocalSocketAddress();
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            } catch (IOException e) {
                // closed
            }
        }

        private static void serve(Socket socket) {
            try (socket) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[64 * 1_024];
                out.write("220 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < REPLIES.size(); i++) {
                    int read = in.read(buffer);
                    while (i == 4 && buffer[read - 3] != '.') {
                        read = in.read(buffer);
                    }
                    out.write(REPLIES.get(i).getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // the client is gone
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}

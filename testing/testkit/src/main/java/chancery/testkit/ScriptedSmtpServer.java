package chancery.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An SMTP server that does what a test tells it, right or wrong, and writes down what it got. It answers every command
 * with success unless a reply was set for a beginning of the command.
 */
public final class ScriptedSmtpServer implements AutoCloseable {
    /** A reply that closes the connection instead. */
    public static final String DROP = "(drop)";
    /** A reply that never comes. */
    public static final String SILENCE = "(silence)";

    /** One mail as it came: commands, and the content without dot-stuffing, one char per octet. */
    public record Received(String mail, List<String> recipients, String content, boolean tls) {}

    private record Reply(String text, boolean once) {}

    private final ServerSocket listener;
    private final List<String> offers = new CopyOnWriteArrayList<>();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Optional<SSLContext> tls = Optional.empty();
    private volatile boolean handshakeDies;

    private ScriptedSmtpServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** Listens on a free port of 127.0.0.1. */
    public static ScriptedSmtpServer start(String... offers) {
        return startAt("127.0.0.1", offers);
    }

    /** Listens on a free port of this local address. */
    public static ScriptedSmtpServer startAt(String address, String... offers) {
        return startAt(address, 0, offers);
    }

    /** Listens on this port of this local address, so that several servers can be the hosts of one domain. */
    public static ScriptedSmtpServer startAt(String address, int port, String... offers) {
        try {
            var server = new ScriptedSmtpServer(new ServerSocket(port, 200, InetAddress.getByName(address)));
            server.offers.addAll(List.of(offers));
            Thread.ofVirtual().name("scripted-smtp").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Offers STARTTLS from now on. */
    public ScriptedSmtpServer tls(SSLContext context) {
        tls = Optional.of(context);
        return this;
    }

    /** Offers STARTTLS, answers 220 and closes the connection. */
    public ScriptedSmtpServer handshakeDies() {
        handshakeDies = true;
        return this;
    }

    /**
     * Answers each command that begins so, without regard to case, with this text from now on. {@code GREETING} is the
     * connection itself and {@code .} the end of a content. Several lines are separated by CR LF; text is sent as it is
     * plus CR LF, so that it can be wrong.
     */
    public ScriptedSmtpServer on(String begin, String reply) {
        replies.put(begin.toUpperCase(Locale.ROOT), new Reply(reply, false));
        return this;
    }

    /** Like {@link #on}, for the next such command alone. */
    public ScriptedSmtpServer once(String begin, String reply) {
        replies.put(begin.toUpperCase(Locale.ROOT), new Reply(reply, true));
        return this;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), port());
    }

    public List<Received> received() {
        return received;
    }

    /** All command lines of all connections in the order they came. */
    public List<String> commands() {
        return commands;
    }

    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().name("scripted-smtp-session").start(() -> serve(socket));
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            var session = new Session(plain);
            session.run();
        } catch (IOException | InterruptedException e) {
            // a client that goes away is for the test to notice by what was received
            open.remove(plain);
        } finally {
            open.remove(plain);
        }
    }

    private final class Session {
        private Socket socket;
        private InputStream in;
        private boolean secure;
        private String mail = "";
        private List<String> recipients = new ArrayList<>();

        Session(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        void run() throws IOException, InterruptedException {
            if (!answer("GREETING", "220 scripted.example ESMTP")) {
                return;
            }
            boolean goOn = true;
            while (goOn) {
                String line = line();
                commands.add(line);
                goOn = command(line);
            }
        }

        private boolean command(String line) throws IOException, InterruptedException {
            String verb = line.toUpperCase(Locale.ROOT);
            if (verb.startsWith("EHLO")) {
                return answer(line, ehlo());
            }
            if (verb.startsWith("STARTTLS")) {
                return startTls(line);
            }
            if (verb.startsWith("MAIL")) {
                mail = line;
                recipients = new ArrayList<>();
                return answer(line, "250 2.1.0 ok");
            }
            if (verb.startsWith("RCPT")) {
                recipients.add(line);
                return answer(line, "250 2.1.5 ok");
            }
            if (verb.startsWith("DATA")) {
                return data(line);
            }
            if (verb.startsWith("QUIT")) {
                answer(line, "221 2.0.0 bye");
                return false;
            }
            return answer(line, "250 2.0.0 ok");
        }

        private boolean data(String line) throws IOException, InterruptedException {
            String reply = reply(line, recipients.isEmpty() ? "503 5.5.1 no recipients" : "354 go on");
            if (!send(reply) || !reply.startsWith("354")) {
                return !reply.equals(DROP);
            }
            String content = content();
            String end = reply(".", "250 2.0.0 queued");
            if (end.startsWith("250")) {
                received.add(new Received(mail, List.copyOf(recipients), content, secure));
            }
            return send(end);
        }

        private boolean startTls(String line) throws IOException, InterruptedException {
            if (handshakeDies) {
                answer(line, "220 2.0.0 go");
                return false;
            }
            if (tls.isEmpty()) {
                return answer(line, "502 5.5.1 no TLS here");
            }
            String reply = reply(line, "220 2.0.0 go");
            if (!send(reply) || !reply.startsWith("220")) {
                return !reply.equals(DROP);
            }
            var upgraded = (SSLSocket) tls.get().getSocketFactory().createSocket(socket, null, true);
            upgraded.setUseClientMode(false);
            upgraded.startHandshake();
            socket = upgraded;
            in = new BufferedInputStream(upgraded.getInputStream());
            secure = true;
            return true;
        }

        private String ehlo() {
            List<String> lines = new ArrayList<>(List.of("scripted.example"));
            lines.addAll(offers);
            if (!secure && (tls.isPresent() || handshakeDies)) {
                lines.add("STARTTLS");
            }
            var text = new StringBuilder();
            for (int i = 0; i < lines.size(); i++) {
                text.append(i == 0 ? "" : "\r\n").append("250").append(i == lines.size() - 1 ? ' ' : '-');
                text.append(lines.get(i));
            }
            return text.toString();
        }

        private String reply(String command, String otherwise) {
            String upper = command.toUpperCase(Locale.ROOT);
            String begin = replies.keySet().stream()
                    .filter(upper::startsWith)
                    .findFirst()
                    .orElse("");
            var reply = replies.get(begin);
            if (reply == null) {
                return otherwise;
            }
            if (reply.once()) {
                replies.remove(begin);
            }
            return reply.text();
        }

        private boolean answer(String command, String otherwise) throws IOException, InterruptedException {
            return send(reply(command, otherwise));
        }

        private boolean send(String reply) throws IOException, InterruptedException {
            if (reply.equals(SILENCE)) {
                closing.await();
            }
            if (reply.equals(DROP) || reply.equals(SILENCE)) {
                return false;
            }
            socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return true;
        }

        private String content() throws IOException {
            var content = new StringBuilder();
            for (String line = line(); !line.equals("."); line = line()) {
                content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            return content.toString();
        }

        private String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                line.write(c);
            }
            String text = line.toString(StandardCharsets.ISO_8859_1);
            if (!text.endsWith("\r")) {
                throw new IOException("a line that does not end in CR LF");
            }
            return text.substring(0, text.length() - 1);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

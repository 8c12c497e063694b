package chancery.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection of a client that says exactly what the test wants, right or wrong. */
final class SmtpTalk implements AutoCloseable {
    private final Socket socket;
    private final BufferedInputStream in;
    private final OutputStream out;

    private SmtpTalk(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Connected; the greeting is not read yet. */
    static SmtpTalk connect(int port) throws IOException {
        return connect(port, Duration.ofSeconds(60));
    }

    /** @param patience for each reply */
    static SmtpTalk connect(int port, Duration patience) throws IOException {
        return connectFrom(InetAddress.getLoopbackAddress(), port, patience);
    }

    /** From one of the addresses of 127.0.0.0/8, as another client. */
    static SmtpTalk connectFrom(InetAddress client, int port, Duration patience) throws IOException {
        var socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(client, 0));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
            return new SmtpTalk(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Greeted and introduced. */
    static SmtpTalk hello(int port) throws IOException {
        SmtpTalk talk = connect(port);
        try {
            talk.require("220");
            talk.say("EHLO client.clinic.example");
            talk.require("250");
            return talk;
        } catch (IOException | AssertionError e) {
            talk.close();
            throw e;
        }
    }

    void send(byte[] octets) throws IOException {
        out.write(octets);
    }

    void say(String line) throws IOException {
        send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The next reply, its lines separated by LF; empty at the end of the connection. */
    String reply() throws IOException {
        var reply = new StringBuilder();
        String line = readLine();
        while (line.length() > 3 && line.charAt(3) == '-') {
            reply.append(line).append('\n');
            line = readLine();
        }
        return reply.append(line).toString();
    }

    /** Says a line and returns the reply to it. */
    String ask(String line) throws IOException {
        say(line);
        return reply();
    }

    /** Fails as an I/O trouble when the next reply is another one. */
    String require(String prefix) throws IOException {
        String reply = reply();
        if (!reply.startsWith(prefix)) {
            throw new UnexpectedReply(reply);
        }
        return reply;
    }

    /** A whole transaction; returns the reply to its end, or the first one that was not positive. */
    String mail(String sender, String recipient, byte[] content) throws IOException {
        String reply = ask("MAIL FROM:<" + sender + ">");
        if (reply.startsWith("250")) {
            reply = ask("RCPT TO:<" + recipient + ">");
        }
        if (reply.startsWith("250")) {
            reply = ask("DATA");
        }
        if (reply.startsWith("354")) {
            send(stuffed(content));
            reply = reply();
        }
        return reply;
    }

    /** As it goes over the wire, with the end of data (RFC 5321 §4.5.2). Lines of {@code content} end with CR LF. */
    static byte[] stuffed(byte[] content) {
        var wire = new ByteArrayOutputStream(content.length + 64);
        boolean begin = true;
        for (byte octet : content) {
            if (begin && octet == '.') {
                wire.write('.');
            }
            wire.write(octet);
            begin = octet == '\n';
        }
        wire.writeBytes((begin ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
        return wire.toByteArray();
    }

    private String readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            line.write(octet);
            octet = in.read();
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // gone already
        }
    }

    /** The server said something else. */
    static final class UnexpectedReply extends IOException {
        private static final long serialVersionUID = 1L;

        UnexpectedReply(String reply) {
            super(reply);
        }
    }
}

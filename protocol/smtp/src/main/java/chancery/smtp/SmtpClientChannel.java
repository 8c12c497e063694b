package chancery.smtp;

import chancery.mail.SyntaxException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** A connection to a server: replies in, octets out, each read bounded in time and size. Used by one thread. */
final class SmtpClientChannel {
    // RFC 5321 §4.5.3.1.5: 512 is what a server may send; longer ones are seen and do no harm
    private static final int MAX_LINE = 4096;
    private static final int MAX_LINES = 128;

    private final Socket plain;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private final byte[] buffer = new byte[MAX_LINE];
    private int position;
    private int filled;
    private long deadlineNanos;

    SmtpClientChannel(Socket socket) throws IOException {
        this.plain = socket;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.deadlineNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    }

    /** Nothing is waited for longer than {@code left} from now. */
    void deadlineIn(Duration left) {
        deadlineNanos = System.nanoTime() + left.toNanos();
    }

    Duration timeLeft() {
        return Duration.ofNanos(deadlineNanos - System.nanoTime());
    }

    InetSocketAddress remoteAddress() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    Socket socket() {
        return socket;
    }

    /** Goes on over TLS. */
    void upgrade(SSLSocket tls) throws IOException {
        socket = tls;
        in = tls.getInputStream();
        out = tls.getOutputStream();
    }

    /** Octets that came after the last reply; before TLS they would be read as if they were protected. */
    boolean hasUnread() {
        return position < filled;
    }

    /** The server said something unasked, mostly good-bye; TLS has nothing to say of its own between commands. */
    boolean hasUnasked() throws IOException {
        return hasUnread() || plain.getInputStream().available() > 0;
    }

    void write(byte[] octets, int from, int length) throws IOException {
        out.write(octets, from, length);
    }

    void write(String commands) throws IOException {
        byte[] octets = commands.getBytes(StandardCharsets.UTF_8);
        out.write(octets, 0, octets.length);
    }

    ServerReply command(String line, Duration timeout) throws IOException {
        write(line + "\r\n");
        return read(timeout);
    }

    /** Reads one reply. */
    ServerReply read(Duration timeout) throws IOException {
        limit(timeout);
        List<String> texts = new ArrayList<>(1);
        var first = parsed(line());
        texts.add(first.text());
        for (var line = first; !line.last(); ) {
            if (texts.size() >= MAX_LINES) {
                throw new SmtpClientProtocolException("reply with too many lines");
            }
            line = parsed(line());
            if (line.code() != first.code()) {
                throw new SmtpClientProtocolException("lines of one reply with different codes");
            }
            texts.add(line.text());
        }
        return ServerReply.of(first.code(), texts);
    }

    private void limit(Duration timeout) throws IOException {
        long millis = Math.min(timeout.toMillis(), timeLeft().toMillis());
        if (millis <= 0) {
            throw new SocketTimeoutException("deadline");
        }
        socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
    }

    private static ServerReply.Line parsed(String line) throws SmtpClientProtocolException {
        try {
            return ServerReply.line(line);
        } catch (SyntaxException e) {
            throw new SmtpClientProtocolException("no SMTP reply");
        }
    }

    private String line() throws IOException {
        int scanned = position;
        while (true) {
            for (; scanned < filled; scanned++) {
                if (buffer[scanned] == '\n') {
                    int end = scanned > position && buffer[scanned - 1] == '\r' ? scanned - 1 : scanned;
                    var line = new String(buffer, position, end - position, StandardCharsets.ISO_8859_1);
                    position = scanned + 1;
                    return line;
                }
            }
            scanned -= position;
            fill();
            scanned += position;
        }
    }

    private void fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, filled - position);
            filled -= position;
            position = 0;
        }
        if (filled == buffer.length) {
            throw new SmtpClientProtocolException("reply line too long");
        }
        int n = in.read(buffer, filled, buffer.length - filled);
        if (n < 0) {
            throw new EOFException("closed by the server");
        }
        filled += n;
    }

    /** Closes at once and without a word, also while another thread writes: TLS would wait for that thread. */
    void abort() {
        try {
            plain.close();
        } catch (IOException e) {
            // nothing more is wanted of it
            deadlineNanos = System.nanoTime();
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing more is wanted of it
            deadlineNanos = System.nanoTime();
        }
    }
}

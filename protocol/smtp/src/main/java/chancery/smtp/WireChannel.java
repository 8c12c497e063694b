package chancery.smtp;

import chancery.mail.SyntaxException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * A socket with one buffer for each direction. What was written goes out when the next read would have to wait, so that the replies to
 * pipelined commands leave in one write (RFC 2920 §3.2). For one thread.
 */
final class WireChannel implements AutoCloseable {
    private static final int SMALL = 8 * 1024;
    private static final int LARGE = 64 * 1024;
    private static final int LINGER_MILLIS = 1_000;
    private static final int LINGER_OCTETS = 1 << 20;
    private static final byte[] CRLF = {'\r', '\n'};

    private final WireWatch watch;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private byte[] input = new byte[SMALL];
    private int position;
    private int limit;
    private byte[] output = new byte[1024];
    private int pending;

    WireChannel(Socket socket) throws IOException {
        this(socket, WireWatch.NONE);
    }

    WireChannel(Socket socket, WireWatch watch) throws IOException {
        this.watch = watch;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Goes on over TLS. The caller has made sure that nothing is buffered (RFC 3207 §4.2). */
    void upgrade(SSLSocket tls) throws IOException {
        if (hasInput() || pending > 0) {
            throw new IllegalStateException("octets from before TLS");
        }
        socket = tls;
        in = tls.getInputStream();
        out = tls.getOutputStream();
    }

    Socket socket() {
        return socket;
    }

    /** Octets of the peer that have been read from the socket and not yet used. */
    boolean hasInput() {
        return position < limit;
    }

    /** True when the peer has sent more: buffered here, or waiting in the socket. */
    boolean hasInputWaiting() throws IOException {
        return hasInput() || in.available() > 0;
    }

    /**
     * Reads to the next CR LF and returns the line without it.
     *
     * @param most longest line in octets, without CR LF
     * @throws SyntaxException for a CR that stands alone, NUL, or invalid UTF-8; the line is consumed
     * @throws LineTooLongException for a longer line; not consumed
     * @throws BareLineFeedException for a line that ends in LF alone; not consumed
     */
    String readLine(int most) throws IOException, SyntaxException {
        int scanned = position;
        while (true) {
            for (; scanned < limit; scanned++) {
                byte c = input[scanned];
                if (c == '\n') {
                    return line(scanned, most);
                }
            }
            if (scanned - position > most + 1) {
                throw new LineTooLongException();
            }
            int done = scanned - position;
            fill();
            scanned = position + done;
        }
    }

    private String line(int lineFeed, int most) throws IOException, SyntaxException {
        int start = position;
        int end = lineFeed - 1;
        if (end < start || input[end] != '\r') {
            throw new BareLineFeedException();
        }
        if (end - start > most) {
            throw new LineTooLongException();
        }
        position = lineFeed + 1;
        boolean ascii = true;
        for (int i = start; i < end; i++) {
            byte c = input[i];
            ascii &= c > 0;
            if (c == '\r' || c == 0) {
                throw new SyntaxException("CR or NUL within a line", i - start);
            }
        }
        return ascii ? new String(input, start, end - start, StandardCharsets.ISO_8859_1) : utf8(start, end - start);
    }

    private String utf8(int start, int length) throws SyntaxException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(input, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException("not UTF-8", 0);
        }
    }

    /** Throws away what is buffered up to and with the next LF, for at most so many octets. False when none came. */
    boolean skipLine(int most) throws IOException {
        for (int skipped = 0; skipped < most; skipped++) {
            if (!hasInput()) {
                fill();
            }
            if (input[position++] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Makes at least one more octet available, waiting for the peer; first sends what is pending. */
    void fill() throws IOException {
        flush();
        if (position == limit) {
            position = 0;
            limit = 0;
        } else if (limit == input.length) {
            makeRoom();
        }
        watch.beforeRead();
        int read = in.read(input, limit, input.length - limit);
        watch.afterRead();
        if (read < 0) {
            throw new EOFException();
        }
        limit += read;
    }

    private void makeRoom() {
        int held = limit - position;
        byte[] target = held > input.length / 2 ? new byte[input.length * 2] : input;
        System.arraycopy(input, position, target, 0, held);
        input = target;
        position = 0;
        limit = held;
    }

    /** Like {@link #fill}, when all input is used up; reads in larger pieces once the peer has filled the small buffer. */
    void fillContent() throws IOException {
        if (input.length < LARGE && position == limit && limit == input.length) {
            input = new byte[LARGE];
            position = 0;
            limit = 0;
        }
        fill();
    }

    /** Gives the large buffer back while the peer has nothing to say: there may be thousands of idle connections. */
    void shrink() {
        if (input.length > SMALL && !hasInput()) {
            input = new byte[SMALL];
            position = 0;
            limit = 0;
        }
    }

    byte[] input() {
        return input;
    }

    int position() {
        return position;
    }

    int limit() {
        return limit;
    }

    void consumeTo(int newPosition) {
        position = newPosition;
    }

    /** Buffers a line and its CR LF; characters above 127 leave as UTF-8. */
    void writeLine(String line) throws IOException {
        write(line.getBytes(StandardCharsets.UTF_8));
        write(CRLF);
    }

    void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    /** Buffers octets; what is large goes straight through. */
    void write(byte[] octets, int offset, int length) throws IOException {
        if (length > output.length - pending) {
            if (length < SMALL - pending) {
                output = Arrays.copyOf(output, SMALL);
            } else {
                flush();
            }
        }
        if (length > output.length) {
            watch.beforeWrite();
            out.write(octets, offset, length);
            watch.afterWrite();
        } else {
            System.arraycopy(octets, offset, output, pending, length);
            pending += length;
        }
    }

    void flush() throws IOException {
        if (pending > 0) {
            int length = pending;
            pending = 0;
            watch.beforeWrite();
            out.write(output, 0, length);
            out.flush();
            watch.afterWrite();
        }
    }

    /**
     * Sends what is pending, says that nothing more will come, and waits a little for the peer to close: a socket closed
     * with unread octets is reset, and the peer would lose the last reply.
     */
    void closeGently() throws IOException {
        try (Socket last = socket) {
            flush();
            last.shutdownOutput();
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
            last.setSoTimeout(LINGER_MILLIS);
            int most = LINGER_OCTETS;
            for (int read = 0; read >= 0 && most > 0 && System.nanoTime() < end; most -= read) {
                read = in.read(input, 0, input.length);
            }
        } catch (SocketTimeoutException e) {
            // long enough
        }
    }

    @Override
    public void close() throws IOException {
        if (!socket.isClosed()) {
            // bounds what TLS may wait for while it says goodbye
            socket.setSoTimeout(LINGER_MILLIS);
        }
        socket.close();
    }

    /** A line longer than its bound. */
    static final class LineTooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A line that ended in LF without CR. */
    static final class BareLineFeedException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}

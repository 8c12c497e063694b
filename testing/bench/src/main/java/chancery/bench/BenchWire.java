package chancery.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads SMTP at the least cost: whatever generator and sink use is missing to the relay between them. */
final class BenchWire {
    private static final int BUFFER = 64 << 10;
    private static final int PIPELINED = 512;
    private static final byte[] END = {'\r', '\n', '.', '\r', '\n'};

    private final InputStream in;
    private final byte[] buffer;
    private int position;
    private int limit;

    BenchWire(InputStream in) {
        this(in, BUFFER);
    }

    BenchWire(InputStream in, int size) {
        this.in = in;
        this.buffer = new byte[size];
    }

    /** Octets that were read and not used. */
    boolean hasInput() {
        return position < limit;
    }

    /** The next line without its end. */
    String readLine() throws IOException {
        int scanned = position;
        while (true) {
            while (scanned < limit) {
                if (buffer[scanned++] == '\n') {
                    var line = new String(buffer, position, scanned - position - 1, StandardCharsets.ISO_8859_1);
                    position = scanned;
                    return line.strip();
                }
            }
            int held = limit - position;
            fill();
            scanned = position + held;
        }
    }

    /** Reads one reply, which may have several lines; throws unless it begins with this digit. */
    void expect(char first) throws IOException {
        String line = readLine();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = readLine();
        }
        if (line.isEmpty() || line.charAt(0) != first) {
            throw new IOException("unexpected reply: " + line);
        }
    }

    /** Skips a content that begins with its header section; gives the number in the field of that name, or -1. */
    int readContent(String numberField) throws IOException {
        int number = -1;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.startsWith(numberField)) {
                number = Integer.parseInt(line.substring(numberField.length()).strip());
            }
        }
        skipToEnd();
        return number;
    }

    /** Looks from behind: nothing but a few commands comes together with the end, such as the QUIT of Postfix. */
    private void skipToEnd() throws IOException {
        while (true) {
            int first = Math.max(position, limit - PIPELINED);
            for (int start = limit - END.length; start >= first; start--) {
                if (endsAt(start)) {
                    position = start + END.length;
                    return;
                }
            }
            position = Math.max(position, limit - END.length + 1);
            fill();
        }
    }

    private boolean endsAt(int start) {
        for (int i = 0; i < END.length; i++) {
            if (buffer[start + i] != END[i]) {
                return false;
            }
        }
        return true;
    }

    private void fill() throws IOException {
        if (position == limit || limit == buffer.length) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        int read = limit < buffer.length ? in.read(buffer, limit, buffer.length - limit) : -1;
        if (read < 0) {
            throw new EOFException("ended or too long a line");
        }
        limit += read;
    }
}

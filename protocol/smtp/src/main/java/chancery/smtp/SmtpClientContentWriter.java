package chancery.smtp;

import java.io.IOException;
import java.io.InputStream;

/** Writes a content with dot-stuffing and the final dot (RFC 5321 §4.5.2), in large blocks. */
final class SmtpClientContentWriter {
    /** A line ending that is not CR LF would let a server see the end of the mail where there is none. */
    static final class BareLineEndException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final int BLOCK = 64 * 1024;
    private static final byte[] END = {'\r', '\n', '.', '\r', '\n'};

    private final SmtpClientChannel channel;
    private final byte[] block;
    private int filled;
    private int last = '\n';
    private int beforeLast = '\r';
    private boolean written;

    SmtpClientContentWriter(SmtpClientChannel channel, long size) {
        this.channel = channel;
        // room for a small mail with some stuffing in one write
        this.block = new byte[Math.clamp(size + size / 32 + 64, 512, BLOCK)];
    }

    /** True when octets have left: the transaction can no longer be given up without giving up the connection. */
    boolean hasWritten() {
        return written;
    }

    void write(InputStream content) throws IOException {
        byte[] read = new byte[Math.min(block.length, 16 * 1024)];
        for (int n = content.read(read); n >= 0; n = content.read(read)) {
            stuff(read, n);
        }
        if (last == '\r') {
            throw new BareLineEndException();
        }
        boolean atLineStart = last == '\n';
        for (int i = atLineStart ? 2 : 0; i < END.length; i++) {
            put(END[i]);
        }
        flush();
    }

    // RFC 5321 §2.3.8: CR and LF only together
    private void stuff(byte[] octets, int length) throws IOException {
        int before = beforeLast;
        int previous = last;
        for (int i = 0; i < length; i++) {
            byte c = octets[i];
            if (c == '\n' ? previous != '\r' : previous == '\r') {
                throw new BareLineEndException();
            }
            if (c == '.' && previous == '\n' && before == '\r') {
                put((byte) '.');
            }
            put(c);
            before = previous;
            previous = c;
        }
        beforeLast = before;
        last = previous;
    }

    private void put(byte octet) throws IOException {
        if (filled == block.length) {
            flush();
        }
        block[filled++] = octet;
    }

    private void flush() throws IOException {
        written = true;
        channel.write(block, 0, filled);
        filled = 0;
    }
}

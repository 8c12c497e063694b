package chancery.smtp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes a content with dot-stuffing and the final dot (RFC 5321 §4.5.2), in large blocks. */
final class SmtpClientContentWriter {
    /** A line ending that is not CR LF would let a server see the end of the mail where there is none. */
    static final class BareLineEndException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final int BLOCK = 8 * 1024;
    private static final int READ = 32 * 1024;
    private static final byte[] END = {'\r', '\n', '.', '\r', '\n'};

    private final SmtpClientChannel channel;
    private final long size;
    private final byte[] block;
    private int filled;
    private int last = '\n';

    SmtpClientContentWriter(SmtpClientChannel channel, long size) {
        this.channel = channel;
        this.size = size;
        // room for a small mail with some stuffing in one write
        this.block = new byte[Math.clamp(size + size / 32 + 64, 512, BLOCK)];
    }

    void write(InputStream content) throws IOException {
        if (content instanceof ByteArrayInputStream memory) {
            memory.transferTo(new Stuffing());
        } else {
            byte[] read = new byte[Math.clamp(size, 512, READ)];
            for (int n = content.read(read); n >= 0; n = content.read(read)) {
                stuff(read, 0, n);
            }
        }
        if (last == '\r') {
            throw new BareLineEndException();
        }
        boolean atLineStart = last == '\n';
        put(END, atLineStart ? 2 : 0, END.length);
        flush();
    }

    /** A content in memory leaves from where it lies. */
    private final class Stuffing extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            stuff(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            stuff(octets, offset, offset + length);
        }
    }

    // RFC 5321 §2.3.8: CR and LF only together
    private void stuff(byte[] octets, int from, int to) throws IOException {
        int run = from;
        int i = from;
        while (i < to) {
            if (octets[i] == '.' && last == '\n') {
                put(octets, run, i + 1);
                run = i;
            }
            int special = LineScan.next(octets, i, to);
            if (special > i) {
                text(octets[special - 1]);
            }
            if (special < to) {
                special(octets[special]);
            }
            i = special + 1;
        }
        put(octets, run, to);
    }

    /** Octets other than CR, LF and NUL have gone by, the last of them this. */
    private void text(byte octet) throws IOException {
        if (last == '\r') {
            throw new BareLineEndException();
        }
        last = octet;
    }

    private void special(byte octet) throws IOException {
        if ((octet == '\n') != (last == '\r')) {
            throw new BareLineEndException();
        }
        last = octet;
    }

    private void put(byte[] octets, int from, int to) throws IOException {
        int next = from;
        if (to - from >= BLOCK) {
            flush();
            channel.write(octets, from, to - from);
            return;
        }
        while (next < to) {
            if (filled == block.length) {
                flush();
            }
            int n = Math.min(to - next, block.length - filled);
            System.arraycopy(octets, next, block, filled, n);
            filled += n;
            next += n;
        }
    }

    private void flush() throws IOException {
        if (filled > 0) {
            channel.write(block, 0, filled);
            filled = 0;
        }
    }
}

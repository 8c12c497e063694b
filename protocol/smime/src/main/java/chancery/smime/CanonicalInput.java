package chancery.smime;

import java.io.IOException;
import java.io.InputStream;

/** Reads lines with the canonical end CRLF (RFC 8551 §3.1.1), whatever end the source has. */
final class CanonicalInput extends InputStream {
    private final InputStream in;
    private final byte[] block = new byte[64 * 1024];
    private int at;
    private int end;
    private boolean afterReturn;
    private boolean feedPending;

    CanonicalInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == end && !feedPending && !fill()) {
            return -1;
        }
        int out = offset;
        int stop = offset + length;
        while (out < stop && (feedPending || at < end)) {
            if (feedPending) {
                into[out++] = '\n';
                feedPending = false;
                continue;
            }
            int run = run(Math.min(end, at + stop - out));
            System.arraycopy(block, at, into, out, run);
            out += run;
            if (run > 0) {
                afterReturn = block[at + run - 1] == '\r';
            }
            at += run;
            if (out < stop && at < end && block[at] == '\n') {
                at++;
                out = lineEnd(into, out);
            }
        }
        return out - offset;
    }

    /** Octets up to the next line feed. */
    private int run(int limit) {
        int i = at;
        while (i < limit && block[i] != '\n') {
            i++;
        }
        return i - at;
    }

    private int lineEnd(byte[] into, int out) {
        if (afterReturn) {
            into[out] = '\n';
        } else {
            into[out] = '\r';
            feedPending = true;
        }
        afterReturn = false;
        return out + 1;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(block));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package chancery.mailauth;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Canonicalises a body as it streams past (RFC 6376 §3.4.3, §3.4.4), in pieces of any size. Keeps no more than one block.
 * {@link #close} writes what is still due and leaves the target open.
 */
final class BodyCanonicalizer extends OutputStream {
    private static final int BLOCK = 8192;

    private final boolean relaxed;
    private final OutputStream target;
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private long lineEndsDue;
    private boolean carriageReturn;
    private boolean space;
    private boolean written;

    BodyCanonicalizer(Canonicalization canonicalization, OutputStream target) {
        this.relaxed = canonicalization == Canonicalization.RELAXED;
        this.target = target;
    }

    @Override
    public void write(int octet) throws IOException {
        octet((byte) octet);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        int end = from + length;
        int at = from;
        while (at < end) {
            int run = carriageReturn ? at : ordinaryUntil(octets, at, end);
            if (run > at) {
                character(octets[at]);
                copy(octets, at + 1, run);
                at = run;
            } else {
                octet(octets[at++]);
            }
        }
    }

    /** Where the characters end that stand for themselves. */
    private int ordinaryUntil(byte[] octets, int from, int end) {
        int at = from;
        while (at < end) {
            byte c = octets[at];
            if (c == '\n' || c == '\r' || (relaxed && (c == ' ' || c == '\t'))) {
                break;
            }
            at++;
        }
        return at;
    }

    private void copy(byte[] octets, int from, int end) throws IOException {
        int at = from;
        while (at < end) {
            if (filled == BLOCK) {
                target.write(block, 0, filled);
                filled = 0;
            }
            int count = Math.min(end - at, BLOCK - filled);
            System.arraycopy(octets, at, block, filled, count);
            filled += count;
            at += count;
        }
    }

    private void octet(byte c) throws IOException {
        if (c == '\n') {
            carriageReturn = false;
            space = false;
            lineEndsDue++;
            return;
        }
        if (carriageReturn) {
            // it stood alone, so it is a character like others
            carriageReturn = false;
            character((byte) '\r');
        }
        if (c == '\r') {
            carriageReturn = true;
        } else if (relaxed && (c == ' ' || c == '\t')) {
            space = true;
        } else {
            character(c);
        }
    }

    private void character(byte c) throws IOException {
        while (lineEndsDue > 0) {
            lineEndsDue--;
            put((byte) '\r');
            put((byte) '\n');
        }
        if (space) {
            space = false;
            put((byte) ' ');
        }
        written = true;
        put(c);
    }

    private void put(byte c) throws IOException {
        if (filled == BLOCK) {
            target.write(block, 0, filled);
            filled = 0;
        }
        block[filled++] = c;
    }

    @Override
    public void close() throws IOException {
        if (carriageReturn) {
            carriageReturn = false;
            character((byte) '\r');
        }
        // RFC 6376 §3.4.3: a body that is empty becomes one line end; §3.4.4: it stays empty
        if (written || !relaxed) {
            put((byte) '\r');
            put((byte) '\n');
        }
        lineEndsDue = 0;
        target.write(block, 0, filled);
        filled = 0;
    }
}

package chancery.mailauth;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Canonicalises a body as it streams past (RFC 6376 §3.4.3, §3.4.4), in pieces of any size. Keeps no more than one block.
 * {@link #close} writes what is still due and leaves the target open.
 */
final class BodyCanonicalizer extends OutputStream {
    private static final int BLOCK = 8192;
    private static final int SPACE = 1;
    private static final int SPECIAL = 2;
    private static final byte[] SIMPLE = kinds(0, 0);
    private static final byte[] RELAXED = kinds(SPACE, SPECIAL);

    private final boolean relaxed;
    private final OutputStream target;
    private final byte[] block = new byte[BLOCK];
    private final byte[] kind;
    private int filled;
    private long lineEndsDue;
    private boolean carriageReturn;
    private boolean space;
    private boolean written;

    BodyCanonicalizer(Canonicalization canonicalization, OutputStream target) {
        this.relaxed = canonicalization == Canonicalization.RELAXED;
        this.target = target;
        this.kind = relaxed ? RELAXED : SIMPLE;
    }

    private static byte[] kinds(int space, int tab) {
        byte[] kinds = new byte[256];
        kinds[' '] = (byte) space;
        kinds['\t'] = (byte) tab;
        kinds['\r'] = SPECIAL;
        kinds['\n'] = SPECIAL;
        return kinds;
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
            if (!carriageReturn && !space && lineEndsDue == 0) {
                at = ordinary(octets, at, end);
            }
            if (at < end) {
                octet(octets[at++]);
            }
        }
    }

    /**
     * Copies what stands for itself: characters, single spaces and single line ends between two of them. Returns where that
     * ends.
     */
    private int ordinary(byte[] octets, int from, int end) throws IOException {
        int at = from;
        while (true) {
            int run = runEnd(octets, at, end);
            copy(octets, at, run);
            if (run == at || !isSingleLineEnd(octets, run, end)) {
                written |= run > from;
                return run;
            }
            copy(octets, run, run + 2);
            at = run + 2;
        }
    }

    /** The end of a run of characters and single spaces between them. */
    private int runEnd(byte[] octets, int from, int end) {
        byte[] kinds = kind;
        int at = from;
        int present = kinds[octets[at] & 0xff];
        while (at < end - 1) {
            int next = kinds[octets[at + 1] & 0xff];
            // no branch for each space: text has one every few octets, and none of them is foreseen
            if (present * (next | (present & SPECIAL)) != 0) {
                return at;
            }
            present = next;
            at++;
        }
        return present == 0 ? end : at;
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

    private boolean isSingleLineEnd(byte[] octets, int at, int end) {
        return at + 2 < end && octets[at] == '\r' && octets[at + 1] == '\n' && kind[octets[at + 2] & 0xff] == 0;
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

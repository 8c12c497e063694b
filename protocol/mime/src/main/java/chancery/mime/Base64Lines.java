package chancery.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes octets as lines of base64 that all end in CRLF, the last one too (RFC 2045 §6.8). It works in blocks of lines,
 * without an allocation per block, several times as fast as the platform's stream.
 */
public final class Base64Lines extends OutputStream {
    private static final int LONGEST = 76;
    private static final int LINES = 128;
    private static final int MOVED = 64;
    private static final Base64.Encoder ENCODER = Base64.getEncoder();

    private final OutputStream out;
    private final int line;
    private final byte[] block;
    private final byte[] encoded;
    private final byte[] lines;
    private int filled;

    /** With lines as long as MIME allows, 76 characters. */
    public Base64Lines(OutputStream out) {
        this(out, LONGEST);
    }

    /**
     * With shorter lines.
     *
     * @param line how many characters a full line has: a multiple of 4, 76 at most
     */
    public Base64Lines(OutputStream out, int line) {
        if (line <= 0 || line > LONGEST || line % 4 != 0) {
            throw new IllegalArgumentException("lines of " + line + " characters");
        }
        this.out = out;
        this.line = line;
        block = new byte[line / 4 * 3 * LINES];
        encoded = new byte[line * LINES + MOVED];
        lines = new byte[(line + 2) * LINES + MOVED];
    }

    @Override
    public void write(int octet) throws IOException {
        block[filled++] = (byte) octet;
        if (filled == block.length) {
            writeBlock();
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, block.length - filled);
            System.arraycopy(octets, at, block, filled, count);
            filled += count;
            at += count;
            left -= count;
            if (filled == block.length) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        byte[] whole = filled == block.length ? block : Arrays.copyOf(block, filled);
        int characters = ENCODER.encode(whole, encoded);
        int at = 0;
        for (int from = 0; from < characters; from += line) {
            int count = Math.min(line, characters - from);
            move(from, at);
            for (int i = MOVED; i < count; i += Long.BYTES) {
                ByteScan.LONGS.set(lines, at + i, (long) ByteScan.LONGS.get(encoded, from + i));
            }
            at += count;
            lines[at++] = '\r';
            lines[at++] = '\n';
        }
        out.write(lines, 0, at);
        filled = 0;
    }

    /**
     * Always as many characters, which the JVM then moves in one piece; past the end of a shorter line too: what comes there
     * is written over it.
     */
    private void move(int from, int at) {
        for (int i = 0; i < MOVED; i += Long.BYTES) {
            ByteScan.LONGS.set(lines, at + i, (long) ByteScan.LONGS.get(encoded, from + i));
        }
    }

    /** Writes what is left; the stream behind stays open. */
    @Override
    public void close() throws IOException {
        if (filled > 0) {
            writeBlock();
        }
    }
}

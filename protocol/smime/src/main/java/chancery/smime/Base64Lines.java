package chancery.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;

/** Writes octets as lines of base64 (RFC 2045 §6.8) in blocks, without an allocation per block. */
final class Base64Lines extends OutputStream {
    private static final int LINE = 76;
    private static final int LINES = 64;
    private static final Base64.Encoder ENCODER = Base64.getEncoder();

    private final OutputStream out;
    private final byte[] block = new byte[LINE / 4 * 3 * LINES];
    private final byte[] encoded = new byte[LINE * LINES];
    private final byte[] lines = new byte[(LINE + 2) * LINES];
    private int filled;

    Base64Lines(OutputStream out) {
        this.out = out;
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
        byte[] whole = filled == block.length ? block : java.util.Arrays.copyOf(block, filled);
        int characters = ENCODER.encode(whole, encoded);
        int at = 0;
        for (int from = 0; from < characters; from += LINE) {
            int count = Math.min(LINE, characters - from);
            System.arraycopy(encoded, from, lines, at, count);
            at += count;
            lines[at++] = '\r';
            lines[at++] = '\n';
        }
        out.write(lines, 0, at);
        filled = 0;
    }

    /** Writes what is left; the stream behind stays open. */
    @Override
    public void close() throws IOException {
        if (filled > 0) {
            writeBlock();
        }
    }
}

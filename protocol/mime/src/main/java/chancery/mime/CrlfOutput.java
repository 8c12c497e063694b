package chancery.mime;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes lines with the end CRLF, whatever ends they come with (RFC 8551 §3.1.1): octets that have it pass in one piece, the
 * others in blocks. A carriage return without a line feed stays as it is. Keeps nothing back between two writes.
 */
public final class CrlfOutput extends FilterOutputStream {
    private static final int BLOCK = 64 * 1024;
    private static final byte[] CRLF = {'\r', '\n'};

    private boolean afterReturn;
    private byte[] block = new byte[0];
    private int filled;
    private long written;

    /** @param out gets the lines; it is flushed and closed with this one */
    public CrlfOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        int end = offset + length;
        int at = offset;
        int bare = LineEnds.bareFeed(octets, at, end, afterReturn);
        while (bare < end) {
            add(octets, at, bare - at);
            add(CRLF, 0, 2);
            at = bare + 1;
            // what follows a line feed follows no carriage return
            bare = LineEnds.bareFeed(octets, at, end, false);
        }
        drain();
        if (at < end) {
            emit(octets, at, end - at);
        }
        afterReturn = octets[end - 1] == '\r';
    }

    private void add(byte[] octets, int offset, int length) throws IOException {
        if (block.length == 0) {
            block = new byte[BLOCK];
        }
        if (length > BLOCK - filled) {
            drain();
        }
        if (length > BLOCK) {
            emit(octets, offset, length);
            return;
        }
        System.arraycopy(octets, offset, block, filled, length);
        filled += length;
    }

    private void drain() throws IOException {
        if (filled > 0) {
            emit(block, 0, filled);
            filled = 0;
        }
    }

    private void emit(byte[] octets, int offset, int length) throws IOException {
        out.write(octets, offset, length);
        written += length;
    }

    /** How many octets went on with their new line ends. */
    long written() {
        return written;
    }
}

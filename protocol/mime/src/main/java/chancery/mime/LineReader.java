package chancery.mime;

import java.io.IOException;
import java.io.InputStream;

/**
 * Hands out the lines of a stream without copying them. A line ends with LF or CRLF; a bare CR is content. A line longer
 * than the buffer comes in fragments.
 */
final class LineReader {
    private static final int BUFFER = 256 * 1024;
    private static final int SMALLEST = 4 * 1024;

    private final InputStream in;
    private final byte[] buffer;
    private final boolean memory;
    private int limit;
    private long bufferOffset;
    private boolean ended;

    private int start;
    private int end;
    private int terminator;
    private boolean lineStart = true;
    private boolean lastWasWhole = true;

    /** @param expected how many octets there will be at most, or nearly */
    LineReader(InputStream in, long expected) {
        this.in = in;
        this.memory = false;
        this.buffer = new byte[Math.clamp(expected, SMALLEST, BUFFER)];
    }

    /** Lines of the first octets of an array, read where they lie. */
    LineReader(byte[] octets, int size) {
        this.in = InputStream.nullInputStream();
        this.buffer = octets;
        this.limit = size;
        this.ended = true;
        this.memory = true;
    }

    /** Moves to the next line or fragment; false at the end of the stream. */
    boolean next() throws IOException {
        start = end;
        lineStart = lastWasWhole;
        int seen = 0;
        while (true) {
            int lf = ByteScan.indexOf(buffer, start + seen, limit, '\n');
            if (lf < limit) {
                return found(lf + 1, lf > start && buffer[lf - 1] == '\r' ? 2 : 1);
            }
            seen = limit - start;
            if (ended || !fill()) {
                return ended ? rest() : fragment();
            }
        }
    }

    /**
     * Passes over whole lines that do not begin with a hyphen, as many as are at hand: none of them is a delimiter. The
     * next line is then one that does, or the last of those at hand.
     */
    void skipToHyphen() {
        if (!lastWasWhole) {
            return;
        }
        int from = end;
        int hyphen = from;
        while ((hyphen = ByteScan.indexOf(buffer, hyphen, limit, '-')) < limit) {
            if (hyphen == from) {
                return;
            }
            if (buffer[hyphen - 1] == '\n') {
                skipTo(hyphen);
                return;
            }
            hyphen++;
        }
        int lf = limit - 1;
        while (lf >= from && buffer[lf] != '\n') {
            lf--;
        }
        if (lf >= from) {
            skipTo(lf + 1);
        }
    }

    private void skipTo(int lineStart) {
        terminator = lineStart - 2 >= end && buffer[lineStart - 2] == '\r' ? 2 : 1;
        start = end;
        end = lineStart;
    }

    /** Passes over everything up to the end of the stream. */
    void skipToEnd() throws IOException {
        do {
            start = limit;
            end = limit;
        } while (!ended && fill());
        lastWasWhole = true;
        end = limit;
        start = limit;
    }

    /** True when the buffer holds all octets and stays as it is. */
    boolean isMemory() {
        return memory;
    }

    private boolean found(int lineEnd, int terminatorLength) {
        end = lineEnd;
        terminator = terminatorLength;
        lastWasWhole = true;
        return true;
    }

    private boolean rest() {
        end = limit;
        terminator = 0;
        lastWasWhole = true;
        return end > start;
    }

    private boolean fragment() {
        // a CR at the edge waits for the LF that may follow
        end = buffer[limit - 1] == '\r' ? limit - 1 : limit;
        terminator = 0;
        lastWasWhole = false;
        return true;
    }

    /** Gets more octets behind the present line; false when the buffer is full or the stream has ended. */
    private boolean fill() throws IOException {
        if (start > 0 && limit > buffer.length / 2) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            bufferOffset += start;
            limit -= start;
            start = 0;
        }
        if (limit == buffer.length) {
            return false;
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            ended = true;
            return false;
        }
        limit += count;
        return true;
    }

    /** True unless this is a later fragment of a long line. */
    boolean atLineStart() {
        return lineStart;
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Octets of the line end: 0 (end of stream, or fragment), 1 or 2. */
    int terminator() {
        return terminator;
    }

    /** End of the line without its terminator. */
    int contentEnd() {
        return end - terminator;
    }

    long startOffset() {
        return bufferOffset + start;
    }

    long endOffset() {
        return bufferOffset + end;
    }
}

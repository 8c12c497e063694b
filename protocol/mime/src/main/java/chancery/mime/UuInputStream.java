package chancery.mime;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** uuencode: the lines between {@code begin} and {@code end}; lines that cannot be encoded data are passed over. */
final class UuInputStream extends DecodingInputStream {
    private static final int MAX_LINE = 256;
    private static final byte[] BEGIN = "begin ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "end".getBytes(StandardCharsets.US_ASCII);

    private final byte[] line = new byte[MAX_LINE];
    private int length;
    private boolean begun;
    private boolean done;

    UuInputStream(InputStream in) {
        super(in);
    }

    @Override
    int decode(byte[] from, int count, byte[] into) {
        int out = 0;
        for (int i = 0; i < count; i++) {
            if (from[i] == '\n') {
                out += decodeLine(into, out);
                length = 0;
            } else if (length < line.length) {
                line[length++] = from[i];
            }
        }
        return out;
    }

    @Override
    int finish(byte[] into) {
        return length > 0 ? decodeLine(into, 0) : 0;
    }

    private int decodeLine(byte[] into, int out) {
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        if (!begun) {
            begun = startsWith(BEGIN);
            return 0;
        }
        if (done || length == 0) {
            return 0;
        }
        if (length == END.length && startsWith(END)) {
            done = true;
            return 0;
        }
        return dataLine(into, out);
    }

    private boolean startsWith(byte[] word) {
        return length >= word.length && Arrays.equals(line, 0, word.length, word, 0, word.length);
    }

    private int dataLine(byte[] into, int start) {
        int wanted = (line[0] - ' ') & 0x3f;
        int written = 0;
        for (int i = 1; written < wanted && i < length; i += 4) {
            int word = (six(i) << 18) | (six(i + 1) << 12) | (six(i + 2) << 6) | six(i + 3);
            for (int shift = 16; shift >= 0 && written < wanted; shift -= 8) {
                into[start + written++] = (byte) (word >> shift);
            }
        }
        return written;
    }

    private int six(int at) {
        // a transport that strips spaces at the end of a line strips zeros
        return at < length ? (line[at] - ' ') & 0x3f : 0;
    }
}

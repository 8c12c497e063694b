package chancery.mime;

import java.io.InputStream;
import java.util.Arrays;

/**
 * base64 as it is found (RFC 2045 §6.8): octets outside the alphabet are passed over, padding may be missing, and after
 * padding a new run may begin, since some programs join encoded pieces.
 */
final class Base64InputStream extends DecodingInputStream {
    private static final int OTHER = -1;
    private static final int PADDING = -2;
    private static final int[] VALUES = values();

    private int bits;
    private int count;

    Base64InputStream(InputStream in) {
        super(in);
    }

    static byte[] decode(byte[] encoded) {
        return new Base64InputStream(InputStream.nullInputStream()).decodeWhole(encoded);
    }

    private static int[] values() {
        int[] values = new int[256];
        Arrays.fill(values, OTHER);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = i;
        }
        values['='] = PADDING;
        return values;
    }

    @Override
    int decode(byte[] from, int length, byte[] into) {
        int out = 0;
        int i = 0;
        while (i < length) {
            if (count == 0) {
                int quads = wholeQuads(from, i, length, into, out);
                i += quads * 4;
                out += quads * 3;
                if (i >= length) {
                    break;
                }
            }
            out = single(VALUES[from[i++] & 0xff], into, out);
        }
        return out;
    }

    private static int wholeQuads(byte[] from, int start, int end, byte[] into, int outStart) {
        int i = start;
        int out = outStart;
        int[] values = VALUES;
        while (i + 4 <= end) {
            int word = (values[from[i] & 0xff] << 18)
                    | (values[from[i + 1] & 0xff] << 12)
                    | (values[from[i + 2] & 0xff] << 6)
                    | values[from[i + 3] & 0xff];
            if (word < 0) {
                break;
            }
            into[out] = (byte) (word >> 16);
            into[out + 1] = (byte) (word >> 8);
            into[out + 2] = (byte) word;
            i += 4;
            out += 3;
        }
        return (i - start) / 4;
    }

    private int single(int value, byte[] into, int out) {
        if (value >= 0) {
            bits = (bits << 6) | value;
            count++;
            return count == 4 ? flush(into, out) : out;
        }
        return value == PADDING ? flush(into, out) : out;
    }

    private int flush(byte[] into, int start) {
        int out = start;
        int aligned = bits << (6 * (4 - count));
        for (int i = 0; i < count - 1; i++) {
            into[out++] = (byte) (aligned >> (16 - 8 * i));
        }
        bits = 0;
        count = 0;
        return out;
    }

    @Override
    int finish(byte[] into) {
        return count == 0 ? 0 : flush(into, 0);
    }
}

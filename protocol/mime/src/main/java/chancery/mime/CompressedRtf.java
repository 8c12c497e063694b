package chancery.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** RTF as Exchange compresses it (MS-OXRTFCP 2.1.3): references into a ring of 4096 octets. */
final class CompressedRtf {
    private static final int HEADER = 16;
    private static final int RING = 4096;
    private static final int COMPRESSED = 0x75465a4c;
    private static final int PLAIN = 0x414c454d;
    private static final int MAX_OCTETS = 32 << 20;
    private static final byte[] PRESET =
            ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
                            + "\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
                            + "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")
                    .getBytes(StandardCharsets.US_ASCII);

    private final byte[] input;
    private final int size;
    private final byte[] ring = new byte[RING];
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int write = PRESET.length;
    private int at = HEADER;

    private CompressedRtf(byte[] input) {
        this.input = input;
        this.size = Math.min(MAX_OCTETS, number(input, 4));
        System.arraycopy(PRESET, 0, ring, 0, PRESET.length);
    }

    /** The RTF; as much as can be read of it when the input is damaged, nothing when it is no compressed RTF. */
    static byte[] decompress(byte[] input) {
        if (input.length < HEADER) {
            return new byte[0];
        }
        int kind = number(input, 8);
        if (kind == PLAIN) {
            return java.util.Arrays.copyOfRange(input, HEADER, input.length);
        }
        return kind == COMPRESSED ? new CompressedRtf(input).run() : new byte[0];
    }

    private static int number(byte[] octets, int at) {
        return (octets[at] & 0xff)
                | ((octets[at + 1] & 0xff) << 8)
                | ((octets[at + 2] & 0xff) << 16)
                | ((octets[at + 3] & 0xff) << 24);
    }

    private byte[] run() {
        while (at < input.length && out.size() < size) {
            int flags = input[at++];
            for (int bit = 0; bit < 8 && out.size() < size; bit++) {
                boolean more = (flags >> bit & 1) == 0 ? literal() : reference();
                if (!more) {
                    return out.toByteArray();
                }
            }
        }
        return out.toByteArray();
    }

    private boolean literal() {
        if (at >= input.length) {
            return false;
        }
        put(input[at++]);
        return true;
    }

    private boolean reference() {
        if (at + 1 >= input.length) {
            return false;
        }
        int pair = ((input[at] & 0xff) << 8) | (input[at + 1] & 0xff);
        at += 2;
        int from = pair >> 4;
        if (from == write) {
            return false;
        }
        for (int i = 0; i < (pair & 0xf) + 2 && out.size() < size; i++) {
            put(ring[(from + i) % RING]);
        }
        return true;
    }

    private void put(byte octet) {
        out.write(octet);
        ring[write] = octet;
        write = (write + 1) % RING;
    }
}

package chancery.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line feeds that are no line ends of mail, eight octets at a time. */
final class LineEnds {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOP_BITS = 0x8080808080808080L;
    private static final long FEEDS = ONES * '\n';

    private LineEnds() {}

    /**
     * Position of the first line feed in [from, to) without a carriage return before it, or {@code to}.
     *
     * @param afterReturn whether the octet before {@code from} was a carriage return
     */
    static int bareFeed(byte[] octets, int from, int to, boolean afterReturn) {
        if (from < to && octets[from] == '\n' && !afterReturn) {
            return from;
        }
        int i = from + 1;
        // goes on from each line feed, not from the next multiple of eight: in a body of equal lines, such as base64, the
        // processor then guesses every branch
        while (i + Long.BYTES <= to) {
            long word = (long) LONGS.get(octets, i) ^ FEEDS;
            long feeds = (word - ONES) & ~word & TOP_BITS;
            if (feeds == 0) {
                i += Long.BYTES;
            } else {
                // only the lowest bit is certain, a borrow may have set others
                i += Long.numberOfTrailingZeros(feeds) >>> 3;
                if (octets[i - 1] != '\r') {
                    return i;
                }
                i++;
            }
        }
        while (i < to && (octets[i] != '\n' || octets[i - 1] == '\r')) {
            i++;
        }
        return Math.min(i, to);
    }
}

package chancery.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line feeds that are no line ends of mail, eight octets at a time. */
final class LineEnds {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long FEEDS = ONES * '\n';
    private static final long RETURNS = ONES * '\r';

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
        while (i + Long.BYTES <= to) {
            long word = (long) LONGS.get(octets, i) ^ FEEDS;
            // most words have no line feed, which this much shorter sum tells
            if (((word - ONES) & ~word & ~LOW_BITS) != 0) {
                long bare = zeros(word) & ~zeros((long) LONGS.get(octets, i - 1) ^ RETURNS);
                if (bare != 0) {
                    return i + (Long.numberOfTrailingZeros(bare) >>> 3);
                }
            }
            i += Long.BYTES;
        }
        while (i < to && (octets[i] != '\n' || octets[i - 1] == '\r')) {
            i++;
        }
        return Math.min(i, to);
    }

    /** The top bit of each octet that is zero, and nothing else. */
    private static long zeros(long octets) {
        return ~(((octets & LOW_BITS) + LOW_BITS) | octets | LOW_BITS);
    }
}

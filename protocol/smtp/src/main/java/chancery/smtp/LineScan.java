package chancery.smtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds CR, LF and NUL, eight octets at a time. */
final class LineScan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_14 = 0x0e0e0e0e0e0e0e0eL;
    private static final long TOP_BITS = 0x8080808080808080L;

    private LineScan() {}

    /** Position of the first CR, LF or NUL in [from, to), or {@code to}. */
    static int next(byte[] octets, int from, int to) {
        int i = from;
        while (i + Long.BYTES <= to) {
            long word = (long) LONGS.get(octets, i);
            // the lowest top bit that is set marks the first octet below 14; higher ones may be wrong by the borrow
            long small = (word - EACH_14) & ~word & TOP_BITS;
            if (small == 0) {
                i += Long.BYTES;
                continue;
            }
            i += Long.numberOfTrailingZeros(small) >>> 3;
            if (isSpecial(octets[i])) {
                return i;
            }
            i++;
        }
        while (i < to && !isSpecial(octets[i])) {
            i++;
        }
        return i;
    }

    private static boolean isSpecial(byte octet) {
        return octet == '\r' || octet == '\n' || octet == 0;
    }
}

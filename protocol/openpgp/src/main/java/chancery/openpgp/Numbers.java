package chancery.openpgp;

import java.math.BigInteger;
import java.util.Arrays;

/** Whole numbers as octets, most significant first, without a sign. */
final class Numbers {
    private Numbers() {}

    static byte[] unsigned(BigInteger value) {
        byte[] octets = value.toByteArray();
        return octets.length > 1 && octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : trimmed(octets);
    }

    private static byte[] trimmed(byte[] octets) {
        return octets.length == 1 && octets[0] == 0 ? new byte[0] : octets;
    }

    /** In exactly so many octets, zeros in front; a longer value keeps its last ones, which callers must have ruled out. */
    static byte[] fixed(BigInteger value, int length) {
        return fixed(unsigned(value), length);
    }

    static byte[] fixed(byte[] octets, int length) {
        byte[] result = new byte[length];
        int copied = Math.min(length, octets.length);
        System.arraycopy(octets, octets.length - copied, result, length - copied, copied);
        return result;
    }

    static byte[] reversed(byte[] octets) {
        byte[] result = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            result[i] = octets[octets.length - 1 - i];
        }
        return result;
    }

    static byte[] joined(byte[]... parts) {
        var out = new OctetWriter();
        for (byte[] part : parts) {
            out.octets(part);
        }
        return out.toOctets();
    }
}

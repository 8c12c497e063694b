package chancery.openpgp;

/**
 * The checksum of armor (RFC 9580 §6.1.1), eight octets at a time: each table says what an octet contributes that has so
 * many others behind it. The 24 bits are kept at the upper end of 32.
 */
final class Crc24 {
    private static final int INITIAL = 0xB704CE << 8;
    private static final int POLYNOMIAL = 0x864CFB << 8;
    private static final int AT_ONCE = 8;
    private static final int[][] TABLES = tables();

    private int crc = INITIAL;

    void update(byte[] octets, int from, int length) {
        int end = from + length;
        int at = from;
        int sum = crc;
        for (; at <= end - AT_ONCE; at += AT_ONCE) {
            long eight = (long) Longs.BIG.get(octets, at) ^ (long) sum << 32;
            sum = TABLES[7][(int) (eight >>> 56)]
                    ^ TABLES[6][(int) (eight >>> 48) & 0xff]
                    ^ TABLES[5][(int) (eight >>> 40) & 0xff]
                    ^ TABLES[4][(int) (eight >>> 32) & 0xff]
                    ^ TABLES[3][(int) (eight >>> 24) & 0xff]
                    ^ TABLES[2][(int) (eight >>> 16) & 0xff]
                    ^ TABLES[1][(int) (eight >>> 8) & 0xff]
                    ^ TABLES[0][(int) eight & 0xff];
        }
        for (; at < end; at++) {
            sum = next(sum, octets[at]);
        }
        crc = sum;
    }

    byte[] octets() {
        return new byte[] {(byte) (crc >> 24), (byte) (crc >> 16), (byte) (crc >> 8)};
    }

    private static int next(int sum, int octet) {
        return sum << 8 ^ TABLES[0][(sum >>> 24 ^ octet) & 0xff];
    }

    private static int[][] tables() {
        int[][] tables = new int[AT_ONCE][256];
        for (int octet = 0; octet < 256; octet++) {
            int sum = octet << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum << 1 ^ (sum < 0 ? POLYNOMIAL : 0);
            }
            tables[0][octet] = sum;
        }
        for (int behind = 1; behind < AT_ONCE; behind++) {
            for (int octet = 0; octet < 256; octet++) {
                int sum = tables[behind - 1][octet];
                tables[behind][octet] = sum << 8 ^ tables[0][sum >>> 24];
            }
        }
        return tables;
    }
}

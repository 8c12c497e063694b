package chancery.store;

import java.util.UUID;

/**
 * A place in a {@link BodyFile}.
 *
 * @param offset in octets, a multiple of {@link BodyFile#BLOCK}
 * @param length in octets, of the cipher text
 */
record Extent(UUID file, long offset, int length) {
    private static final String PREFIX = "extent/";

    /** How all places of a file begin when they are written down. */
    static String prefix(UUID file) {
        return PREFIX + file + "/";
    }

    /** Whether what a row names is a place in a file of bodies rather than a blob. */
    static boolean isNamed(String name) {
        return name.startsWith(PREFIX);
    }

    /** Of what {@link #toString} wrote. */
    static Extent parse(String name) {
        String[] fields = name.split("/", -1);
        return new Extent(UUID.fromString(fields[1]), Long.parseLong(fields[2]), Integer.parseInt(fields[3]));
    }

    /** The octets that it takes up, whole blocks. */
    long size() {
        return Math.ceilDiv(length, BodyFile.BLOCK) * (long) BodyFile.BLOCK;
    }

    @Override
    public String toString() {
        return prefix(file) + offset + "/" + length;
    }
}

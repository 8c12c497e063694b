package chancery.openpgp;

import java.io.OutputStream;
import java.util.Arrays;

/** Keeps what is written in one array, into which others may put octets themselves, so that these are not copied. */
final class ArrayOutput extends OutputStream {
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private byte[] array = new byte[1024];
    private int size;

    @Override
    public void write(int octet) {
        int at = room(1);
        array[at] = (byte) octet;
        put(1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        int at = room(length);
        System.arraycopy(octets, offset, array, at, length);
        put(length);
    }

    /** So many more octets are all that comes: with these the array is full. */
    void expect(long more) {
        array = Arrays.copyOf(array, fitting(size + more));
    }

    /** Where so many octets may be put into {@link #array}; for those that were, {@link #put} is called. */
    int room(int length) {
        if (length > array.length - size) {
            int needed = fitting((long) size + length);
            array = Arrays.copyOf(array, (int) Math.min(LARGEST, Math.max(needed, 2L * array.length)));
        }
        return size;
    }

    private static int fitting(long octets) {
        if (octets > LARGEST) {
            throw new IllegalArgumentException(octets + " octets do not fit into an array");
        }
        return (int) octets;
    }

    /** The array at hand; another one after {@link #room} or {@link #expect}. */
    byte[] array() {
        return array;
    }

    void put(int octets) {
        size += octets;
    }

    /** What was written; to be asked for once, when nothing more comes. */
    byte[] octets() {
        return size == array.length ? array : Arrays.copyOf(array, size);
    }
}

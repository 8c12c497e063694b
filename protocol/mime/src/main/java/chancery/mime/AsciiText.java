package chancery.mime;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Text that lies in memory as ASCII, and stays there: who goes through much of it reads the octets themselves. */
public final class AsciiText implements CharSequence {
    private final byte[] octets;
    private final int from;
    private final int to;

    /** From {@code from} (inclusive) to {@code to} (exclusive); all of them below 128 and unchanged from now on. */
    AsciiText(byte[] octets, int from, int to) {
        Objects.checkFromToIndex(from, to, octets.length);
        this.octets = octets;
        this.from = from;
        this.to = to;
    }

    /** The array that it lies in, from {@link #from} (inclusive) to {@link #to} (exclusive); not to be changed. */
    public byte[] octets() {
        return octets;
    }

    /** Index of its first octet. */
    public int from() {
        return from;
    }

    /** Index after its last octet. */
    public int to() {
        return to;
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public char charAt(int index) {
        return (char) octets[from + Objects.checkIndex(index, length())];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        Objects.checkFromToIndex(start, end, length());
        return new AsciiText(octets, from + start, from + end);
    }

    @Override
    public String toString() {
        return new String(octets, from, length(), StandardCharsets.ISO_8859_1);
    }
}

package chancery.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One field of a header section (RFC 5322 §2.2), as it came: name, folded value and line end. Immutable. */
public final class HeaderField {
    private static final int CASE = 0x20;

    private final byte[] section;
    private final int start;
    private final int end;
    private final int nameEnd;
    private final int valueStart;

    HeaderField(byte[] section, int start, int end, int nameEnd, int valueStart) {
        this.section = section;
        this.start = start;
        this.end = end;
        this.nameEnd = nameEnd;
        this.valueStart = valueStart;
    }

    /** A field of our own making, from its complete octets with line end. */
    static HeaderField ofOctets(byte[] octets) {
        var fields = HeaderSection.parse(octets).fields();
        if (fields.size() != 1 || !fields.getFirst().isField()) {
            throw new IllegalArgumentException("not one header field");
        }
        return fields.getFirst();
    }

    /** The name as written, or empty for a line that is no field. */
    public String name() {
        return new String(section, start, nameEnd - start, StandardCharsets.ISO_8859_1);
    }

    /** False for a line that is no field. */
    boolean isField() {
        return nameEnd > start;
    }

    /** True when that is the name, whatever the case of its ASCII letters. */
    public boolean isNamed(String other) {
        int length = nameEnd - start;
        if (length != other.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int difference = section[start + i] ^ other.charAt(i);
            if (difference != 0 && !(difference == CASE && isLetter(section[start + i]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(byte octet) {
        int lower = octet | CASE;
        return lower >= 'a' && lower <= 'z';
    }

    /** The exact octets: name, colon, value with its folding, line end. */
    public byte[] octets() {
        return Arrays.copyOfRange(section, start, end);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(section, start, end - start);
    }

    int length() {
        return end - start;
    }

    int start() {
        return start;
    }

    /**
     * The value unfolded (RFC 5322 §2.2.3) and without surrounding white space. Octets above 127 are read as UTF-8
     * (RFC 6532 §3) where they are, else as windows-1252.
     */
    public String value() {
        int from = valueStart;
        int to = end;
        while (to > from && isSpace(section[to - 1])) {
            to--;
        }
        while (from < to && isSpace(section[from])) {
            from++;
        }
        if (ByteScan.indexOf(section, from, to, '\n') == to) {
            return Charsets.decodeUndeclared(section, from, to - from).strip();
        }
        return unfolded(from, to).strip();
    }

    // the CR of a line end at the end of the value was white space there
    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }

    private String unfolded(int from, int to) {
        byte[] unfolded = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte octet = section[i];
            boolean lineEnd = octet == '\n' || (octet == '\r' && i + 1 < to && section[i + 1] == '\n');
            if (!lineEnd) {
                unfolded[length++] = octet;
            }
        }
        return Charsets.decodeUndeclared(unfolded, 0, length);
    }

    /** The value as a person reads it: unfolded, encoded-words (RFC 2047 §4) decoded. */
    public String text() {
        return EncodedWords.decode(value());
    }

    @Override
    public String toString() {
        return new String(section, start, end - start, StandardCharsets.ISO_8859_1);
    }
}

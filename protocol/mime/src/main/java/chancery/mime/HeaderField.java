package chancery.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One field of a header section (RFC 5322 §2.2), as it came: name, folded value and line end. Immutable. */
public final class HeaderField {
    private final byte[] section;
    private final int start;
    private final int end;
    private final int valueStart;
    private final String name;

    HeaderField(byte[] section, int start, int end, int valueStart, String name) {
        this.section = section;
        this.start = start;
        this.end = end;
        this.valueStart = valueStart;
        this.name = name;
    }

    /** A field of our own making, from its complete octets with line end. */
    static HeaderField ofOctets(byte[] octets) {
        var fields = HeaderSection.parse(octets).fields();
        if (fields.size() != 1 || fields.getFirst().name().isEmpty()) {
            throw new IllegalArgumentException("not one header field");
        }
        return fields.getFirst();
    }

    /** The name as written, or empty for a line that is no field. */
    public String name() {
        return name;
    }

    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
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
        byte[] unfolded = new byte[end - valueStart];
        int length = 0;
        for (int i = valueStart; i < end; i++) {
            byte octet = section[i];
            boolean lineEnd = octet == '\n' || (octet == '\r' && i + 1 < end && section[i + 1] == '\n');
            if (!lineEnd) {
                unfolded[length++] = octet;
            }
        }
        return Charsets.decodeUndeclared(unfolded, 0, length).strip();
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

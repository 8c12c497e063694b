package chancery.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A header section (RFC 5322 §2.1) as exact octets with its fields in order. The empty line that ends it is not part of
 * the fields. Immutable.
 */
public final class HeaderSection {
    private final byte[] octets;
    private final int fieldsEnd;
    private final List<HeaderField> fields;

    private HeaderSection(byte[] octets, int fieldsEnd, List<HeaderField> fields) {
        this.octets = octets;
        this.fieldsEnd = fieldsEnd;
        this.fields = List.copyOf(fields);
    }

    /** Reads the octets of a header section, with or without the empty line behind it. The array must not change. */
    static HeaderSection parse(byte[] octets) {
        var fields = new ArrayList<HeaderField>();
        int at = 0;
        while (at < octets.length && !isEmptyLine(octets, at)) {
            int end = fieldEnd(octets, at);
            fields.add(field(octets, at, end));
            at = end;
        }
        return new HeaderSection(octets, at, fields);
    }

    private static boolean isEmptyLine(byte[] octets, int at) {
        return octets[at] == '\n' || (octets[at] == '\r' && at + 1 < octets.length && octets[at + 1] == '\n');
    }

    private static int fieldEnd(byte[] octets, int at) {
        int i = at;
        while (i < octets.length) {
            if (octets[i++] == '\n' && (i >= octets.length || (octets[i] != ' ' && octets[i] != '\t'))) {
                return i;
            }
        }
        return i;
    }

    private static HeaderField field(byte[] octets, int start, int end) {
        int colon = colon(octets, start, end);
        if (colon < 0) {
            return new HeaderField(octets, start, end, start, "");
        }
        int nameEnd = colon;
        while (octets[nameEnd - 1] == ' ' || octets[nameEnd - 1] == '\t') {
            nameEnd--;
        }
        var name = new String(octets, start, nameEnd - start, StandardCharsets.ISO_8859_1);
        return new HeaderField(octets, start, end, colon + 1, name);
    }

    /**
     * The place of the colon when the octets begin like a field, else -1. White space before the colon is obsolete but
     * legal (RFC 5322 §4.5); octets above 127 in a name are not (§2.2).
     */
    static int colon(byte[] octets, int start, int end) {
        boolean space = false;
        for (int i = start; i < end; i++) {
            int c = octets[i] & 0xff;
            if (c == ':') {
                return i > start ? i : -1;
            }
            if (c == ' ' || c == '\t') {
                if (i == start) {
                    return -1;
                }
                space = true;
            } else if (space || c < '!' || c > '~') {
                return -1;
            }
        }
        return -1;
    }

    /** All fields from top to bottom, lines that are no field included (with an empty name). */
    public List<HeaderField> fields() {
        return fields;
    }

    /** All fields of that name, whatever its case. */
    public List<HeaderField> all(String name) {
        return fields.stream().filter(f -> f.isNamed(name)).toList();
    }

    /** The topmost field of that name. */
    public Optional<HeaderField> first(String name) {
        for (HeaderField field : fields) {
            if (field.isNamed(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** The unfolded value of the topmost field of that name, or empty text. */
    public String value(String name) {
        return first(name).map(HeaderField::value).orElse("");
    }

    /** The decoded value (RFC 2047 §4) of the topmost field of that name, or empty text. */
    public String text(String name) {
        return first(name).map(HeaderField::text).orElse("");
    }

    /** The addresses of all fields of that name (RFC 5322 §3.4), groups opened. */
    public AddressList addresses(String name) {
        var all = new ArrayList<AddressList.Item>();
        for (HeaderField field : all(name)) {
            all.addAll(AddressList.parse(field.value()).items());
        }
        return new AddressList(all);
    }

    /** Date and time (RFC 5322 §3.3) of the topmost field of that name; empty when there is none that can be read. */
    public Optional<OffsetDateTime> date(String name) {
        return first(name).flatMap(field -> MailDate.parse(field.value()));
    }

    /** Size in octets, the ending empty line included where there is one. */
    public int size() {
        return octets.length;
    }

    /** The octets behind the last field: the empty line, or nothing where it is missing. */
    byte[] ending() {
        return java.util.Arrays.copyOfRange(octets, fieldsEnd, octets.length);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(octets);
    }

    /** The exact octets, the ending empty line included where there is one. */
    public byte[] octets() {
        return octets.clone();
    }

    /** CRLF, or LF where the first line of the section ends so. */
    String lineEnd() {
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n') {
                return i > 0 && octets[i - 1] == '\r' ? "\r\n" : "\n";
            }
        }
        return "\r\n";
    }
}

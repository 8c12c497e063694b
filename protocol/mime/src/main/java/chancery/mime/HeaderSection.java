package chancery.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A header section (RFC 5322 §2.1) as exact octets with its fields in order. The empty line that ends it is not part of
 * the fields. Immutable.
 */
public final class HeaderSection {
    static final HeaderSection EMPTY = parse(new byte[0]);
    private static final int LIKELY_FIELDS = 24;

    /** The octets among which the section lies: its own, or those of the whole message. */
    private final byte[] octets;

    private final int start;
    private final int fieldsEnd;
    private final int end;
    private final List<HeaderField> fields;

    private HeaderSection(byte[] octets, int start, int fieldsEnd, int end, List<HeaderField> fields) {
        this.octets = octets;
        this.start = start;
        this.fieldsEnd = fieldsEnd;
        this.end = end;
        this.fields = fields;
    }

    /** Reads the octets of a header section, with or without the empty line behind it. The array must not change. */
    static HeaderSection parse(byte[] octets) {
        return parse(octets, 0, octets.length);
    }

    /** Reads a header section that lies in [start, end) of an array, which must not change. */
    static HeaderSection parse(byte[] octets, int start, int end) {
        var fields = new ArrayList<HeaderField>(start == end ? 0 : LIKELY_FIELDS);
        int at = start;
        while (at < end && !isEmptyLine(octets, at, end)) {
            int fieldEnd = fieldEnd(octets, at, end);
            fields.add(field(octets, at, fieldEnd));
            at = fieldEnd;
        }
        return new HeaderSection(octets, start, at, end, Collections.unmodifiableList(fields));
    }

    private static boolean isEmptyLine(byte[] octets, int at, int end) {
        return octets[at] == '\n' || (octets[at] == '\r' && at + 1 < end && octets[at + 1] == '\n');
    }

    private static int fieldEnd(byte[] octets, int at, int end) {
        int i = at;
        while ((i = ByteScan.indexOf(octets, i, end, '\n')) < end) {
            i++;
            if (i >= end || (octets[i] != ' ' && octets[i] != '\t')) {
                return i;
            }
        }
        return i;
    }

    private static HeaderField field(byte[] octets, int start, int end) {
        int colon = colon(octets, start, end);
        if (colon < 0) {
            return new HeaderField(octets, start, end, start, start);
        }
        int nameEnd = colon;
        while (octets[nameEnd - 1] == ' ' || octets[nameEnd - 1] == '\t') {
            nameEnd--;
        }
        return new HeaderField(octets, start, end, nameEnd, colon + 1);
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
        var all = new ArrayList<HeaderField>();
        for (HeaderField field : fields) {
            if (field.isNamed(name)) {
                all.add(field);
            }
        }
        return Collections.unmodifiableList(all);
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
        return end - start;
    }

    /** Where the first octet of the section lies in the array of its fields. */
    int start() {
        return start;
    }

    /** The octets behind the last field: the empty line, or nothing where it is missing. */
    byte[] ending() {
        return Arrays.copyOfRange(octets, fieldsEnd, end);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(octets, start, end - start);
    }

    /** The exact octets, the ending empty line included where there is one. */
    public byte[] octets() {
        return Arrays.copyOfRange(octets, start, end);
    }

    /** CRLF, or LF where the first line of the section ends so. */
    String lineEnd() {
        int lf = ByteScan.indexOf(octets, start, end, '\n');
        boolean bare = lf < end && (lf == start || octets[lf - 1] != '\r');
        return bare ? "\n" : "\r\n";
    }
}

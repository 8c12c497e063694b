package chancery.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Changes fields of a header section and leaves every other octet as it is, so that what is not changed stays signed.
 * One use, one thread.
 */
public final class HeaderEditor {
    private final HeaderSection original;
    private final List<byte[]> added = new ArrayList<>();
    private final List<HeaderField> fields;

    private HeaderEditor(HeaderSection original) {
        this.original = original;
        this.fields = new ArrayList<>(original.fields());
    }

    public static HeaderEditor of(HeaderSection original) {
        return new HeaderEditor(original);
    }

    /**
     * Puts a field above all others; the one added last stands first. The value may hold any characters: what does not
     * fit a header is encoded (RFC 2047 §2), and it is folded.
     */
    public HeaderEditor addOnTop(String name, String value) {
        added.addFirst(octets(name, value));
        return this;
    }

    /**
     * Puts an already folded field above all others, for trace fields and signatures that are written exactly so.
     *
     * @param field name, colon and value with its own folding, in CRLF, with or without the last line end
     */
    public HeaderEditor addRawOnTop(String field) {
        byte[] octets = (field.endsWith("\n") ? field : field + "\r\n").getBytes(StandardCharsets.UTF_8);
        added.addFirst(inLineEnd(HeaderField.ofOctets(octets).octets()));
        return this;
    }

    /** Takes away all fields of that name. */
    public HeaderEditor remove(String name) {
        return removeIf(field -> field.isNamed(name));
    }

    /** Takes away all original fields that fit. */
    public HeaderEditor removeIf(Predicate<HeaderField> unwanted) {
        fields.removeIf(unwanted);
        return this;
    }

    /** Replaces the topmost original field of that name in its place, or adds one on top where there is none. */
    public HeaderEditor replace(String name, String value) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).isNamed(name)) {
                fields.set(i, HeaderField.ofOctets(octets(name, value)));
                return this;
            }
        }
        return addOnTop(name, value);
    }

    /** True when nothing was changed so far. */
    public boolean isUnchanged() {
        return added.isEmpty() && fields.equals(original.fields());
    }

    private byte[] octets(String name, String value) {
        return inLineEnd(FieldWriter.unstructured(name, value).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] inLineEnd(byte[] crlf) {
        if (original.lineEnd().equals("\r\n")) {
            return crlf;
        }
        return new String(crlf, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The changed header section with the ending that the original has. */
    public byte[] headerOctets() {
        var out = new ByteArrayOutputStream();
        added.forEach(out::writeBytes);
        try {
            for (HeaderField field : fields) {
                field.writeTo(out);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be written", e);
        }
        boolean bodyWithoutHeader = original.size() == 0 && out.size() > 0;
        out.writeBytes(bodyWithoutHeader ? "\r\n".getBytes(StandardCharsets.US_ASCII) : original.ending());
        return out.toByteArray();
    }

    /** The changed header section followed by the untouched body of the message the section was read from. */
    public void writeTo(OutputStream out, MimeSource message) throws IOException {
        try (InputStream in = open(message)) {
            in.transferTo(out);
        }
    }

    /** The changed header section followed by the untouched body of the message the section was read from. */
    public InputStream open(MimeSource message) throws IOException {
        return new SequenceInputStream(
                new ByteArrayInputStream(headerOctets()), message.open(original.size(), Long.MAX_VALUE));
    }

    /** The message with the changes made up to now as a source of its own. */
    public MimeSource edited(MimeSource message) {
        byte[] header = headerOctets();
        return () -> new SequenceInputStream(
                new ByteArrayInputStream(header), message.open(original.size(), Long.MAX_VALUE));
    }
}

package chancery.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A body part to be written: its own header fields (RFC 2045 §3) and content. Immutable. */
public final class MimePart {
    private static final String ENCODING = "Content-Transfer-Encoding: ";
    private static final String EIGHT_BIT = ENCODING + "8bit\r\n";
    private static final int BOUNDARY_CHARACTERS = 24;

    private final List<String> fields;
    private final Content content;
    private final ContentType type;
    private final List<MimePart> children;

    /** Writes a leaf's encoded content. */
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private MimePart(ContentType type, List<String> fields, Content content, List<MimePart> children) {
        this.type = type;
        this.fields = List.copyOf(fields);
        this.content = content;
        this.children = List.copyOf(children);
    }

    /** Plain text in UTF-8. Line ends become CRLF. */
    public static MimePart text(String text) {
        return text("plain", text);
    }

    /** HTML in UTF-8. Line ends become CRLF. */
    public static MimePart html(String html) {
        return text("html", html);
    }

    /** Text of another subtype in UTF-8, such as {@code calendar}. Line ends become CRLF. */
    public static MimePart text(String subtype, String text) {
        byte[] octets = text.replaceAll("\\r\\n|\\r|\\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        boolean plain = BodyWriter.isPlain(octets);
        String encoding = plain ? "7bit" : "quoted-printable";
        Content content = plain ? out -> out.write(octets) : out -> BodyWriter.quotedPrintable(octets, out);
        return leaf(ContentType.of("text", subtype).with("charset", "utf-8"), encoding, content);
    }

    /** A file to save, in base64; read when it is written. */
    public static MimePart attachment(String fileName, ContentType type, MimeSource content) {
        return base64(type, content).with("Content-Disposition", "attachment", Map.of("filename", fileName));
    }

    /** A file that HTML refers to as {@code cid:contentId}, in base64; read when it is written. */
    public static MimePart inline(String contentId, String fileName, ContentType type, MimeSource content) {
        return base64(type, content)
                .with("Content-Disposition", "inline", Map.of("filename", fileName))
                .with("Content-ID", "<" + contentId + ">", Map.of());
    }

    /** A whole message, unchanged (RFC 2046 §5.2.1). */
    public static MimePart message(MimeSource message) throws IOException {
        String encoding = BodyWriter.isEightBit(message) ? "8bit" : "7bit";
        return leaf(ContentType.MESSAGE_RFC822, encoding, out -> BodyWriter.copy(message, out));
    }

    /** Content that is written as it is, such as a delivery status or armoured text. Must be lines in CRLF. */
    public static MimePart lines(ContentType type, byte[] content) {
        boolean ascii = BodyWriter.isSevenBit(content);
        return leaf(type, ascii ? "7bit" : "8bit", out -> out.write(content));
    }

    /** Any content in base64; read when it is written. */
    public static MimePart base64(ContentType type, MimeSource content) {
        return leaf(type, "base64", out -> {
            try (InputStream in = content.open()) {
                TransferEncoding.BASE64.encode(in, out);
            }
        });
    }

    /** Parts together (RFC 2046 §5.1); the boundary is made up when it is written. */
    public static MimePart multipart(ContentType type, List<MimePart> parts) {
        if (!type.isMultipart() || parts.isEmpty()) {
            throw new IllegalArgumentException("a multipart has parts");
        }
        return new MimePart(type, List.of(), out -> {}, parts);
    }

    private static MimePart leaf(ContentType type, String encoding, Content content) {
        var fields = List.of(
                FieldWriter.parameterised("Content-Type", type.mediaType(), type.parameterMap()),
                ENCODING + encoding + "\r\n");
        return new MimePart(type, fields, content, List.of());
    }

    /** The part with one more field of its own, such as {@code Content-Description}. */
    public MimePart with(String field, String value, Map<String, String> parameters) {
        var more = new ArrayList<>(fields);
        more.add(FieldWriter.parameterised(field, FieldWriter.withoutBreaks(value), parameters));
        return new MimePart(type, more, content, children);
    }

    /** The part with one more parameter of its Content-Type. */
    public MimePart withTypeParameter(String name, String value) {
        var newType = type.with(name, value);
        var newFields = new ArrayList<>(fields);
        if (children.isEmpty()) {
            newFields.set(0, FieldWriter.parameterised("Content-Type", newType.mediaType(), newType.parameterMap()));
        }
        return new MimePart(newType, newFields, content, children);
    }

    /** Writes header fields, empty line and content. */
    void writeTo(OutputStream out, RandomGenerator random) throws IOException {
        String boundary = boundary(random);
        if (!children.isEmpty()) {
            var parameters = new LinkedHashMap<>(type.parameterMap());
            parameters.put("boundary", boundary);
            write(FieldWriter.parameterised("Content-Type", type.mediaType(), parameters), out);
        }
        for (String field : fields) {
            write(field, out);
        }
        if (!children.isEmpty() && isEightBit()) {
            // RFC 2045 §6.4: what holds such a part must say so
            write(EIGHT_BIT, out);
        }
        write("\r\n", out);
        content.writeTo(out);
        for (MimePart child : children) {
            write("\r\n--" + boundary + "\r\n", out);
            child.writeTo(out, random);
        }
        write(children.isEmpty() ? "" : "\r\n--" + boundary + "--\r\n", out);
    }

    private boolean isEightBit() {
        return children.isEmpty()
                ? fields.contains(EIGHT_BIT)
                : children.stream().anyMatch(MimePart::isEightBit);
    }

    private static void write(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    // "=_" can stand neither in base64 nor in quoted-printable (RFC 2045 §6.7)
    private static String boundary(RandomGenerator random) {
        var boundary = new StringBuilder("=_");
        for (int i = 0; i < BOUNDARY_CHARACTERS; i++) {
            boundary.append(Character.forDigit(random.nextInt(36), 36));
        }
        return boundary.toString();
    }
}

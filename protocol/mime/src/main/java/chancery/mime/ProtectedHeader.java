package chancery.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Header protection (RFC 9788 §5) for a whole message whose body is passed on as it is: the header section that goes
 * inside, before that body, and the fields that stay outside. {@link ProtectedPayload} does the same for a body that is
 * built.
 *
 * @param inside complete header section with its ending empty line, CRLF
 * @param outside complete fields with line ends, for the message that will carry the protected payload
 */
public record ProtectedHeader(byte[] inside, List<String> outside) {
    /** What transports write is no word of the author; Bcc must not reach the recipients. */
    private static final Set<String> NOT_INSIDE = Set.of(
            "received",
            "return-path",
            "delivered-to",
            "dkim-signature",
            "authentication-results",
            "bcc",
            "mime-version");

    public ProtectedHeader {
        outside = List.copyOf(outside);
    }

    /** For a message that is signed and not encrypted: all of the author's fields inside and outside. */
    public static ProtectedHeader signed(HeaderSection header) {
        return write(header, "clear");
    }

    /** For a message that is encrypted: Subject, Comments and Keywords are hidden outside (RFC 9788 §3.2.1). */
    public static ProtectedHeader encrypted(HeaderSection header) {
        return write(header, "cipher");
    }

    private static ProtectedHeader write(HeaderSection header, String kind) {
        boolean hiding = kind.equals("cipher");
        var inside = new ByteArrayOutputStream();
        var outside = new ArrayList<String>();
        var told = new ArrayList<String>();
        for (HeaderField field : header.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            boolean authored = !NOT_INSIDE.contains(name) && HeaderProtection.isUserFacing(name);
            if (name.isEmpty() || name.equals("bcc") || (!authored && !NOT_INSIDE.contains(name))) {
                continue;
            }
            int before = outside.size();
            if (hiding && authored) {
                ProtectedPayload.outside(field, outside);
            } else if (!name.equals("mime-version")) {
                outside.add(ProtectedPayload.inCrlf(field));
            }
            if (authored) {
                put(ProtectedPayload.inCrlf(field), inside);
                outside.subList(before, outside.size()).forEach(f -> told.add("HP-Outer: " + f));
            }
        }
        if (hiding) {
            told.forEach(f -> put(f, inside));
        }
        structural(header, kind, inside);
        put("\r\n", inside);
        return new ProtectedHeader(inside.toByteArray(), outside);
    }

    private static void structural(HeaderSection header, String kind, ByteArrayOutputStream inside) {
        var type = header.first("Content-Type")
                .flatMap(f -> ContentType.parse(f.value()))
                .orElse(ContentType.TEXT_PLAIN)
                .with("hp", kind);
        put(FieldWriter.parameterised("Content-Type", type.mediaType(), type.parameterMap()), inside);
        for (HeaderField field : header.fields()) {
            boolean structural = !field.name().isEmpty() && HeaderProtection.isStructural(field.name());
            if (structural && !field.isNamed("Content-Type") && !field.isNamed("MIME-Version")) {
                put(ProtectedPayload.inCrlf(field), inside);
            }
        }
    }

    private static void put(String field, ByteArrayOutputStream out) {
        out.writeBytes(field.getBytes(StandardCharsets.UTF_8));
    }
}

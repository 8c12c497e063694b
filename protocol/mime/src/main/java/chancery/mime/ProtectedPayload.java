package chancery.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The payload of a message with header protection (RFC 9788 §5), ready to be signed or encrypted, and the header fields
 * that go outside.
 *
 * @param payload header section and body, CRLF
 * @param outerFields complete fields with line ends, for the message that will carry the protected payload
 */
public record ProtectedPayload(byte[] payload, List<String> outerFields) {

    public ProtectedPayload {
        outerFields = List.copyOf(outerFields);
    }

    /**
     * For a message that is signed and not encrypted: all fields inside and outside (RFC 9788 §5.2.1).
     *
     * @param header the header section of the message as its author wrote it
     */
    public static ProtectedPayload signed(HeaderSection header, MimePart body, RandomGenerator random) {
        var fields = userFacing(header);
        return new ProtectedPayload(write(fields, List.of(), body, "clear", random), fields);
    }

    /**
     * For a message that is encrypted: Subject, Comments and Keywords are hidden outside, which is the baseline of
     * RFC 9788 §3.2.1, and HP-Outer tells the reader what stood outside.
     *
     * @param header the header section of the message as its author wrote it
     */
    public static ProtectedPayload encrypted(HeaderSection header, MimePart body, RandomGenerator random) {
        var outer = new ArrayList<String>();
        for (HeaderField field : header.fields()) {
            if (!field.name().isEmpty() && HeaderProtection.isUserFacing(field.name())) {
                outside(field, outer);
            }
        }
        var told = outer.stream().map(f -> "HP-Outer: " + f).toList();
        return new ProtectedPayload(write(userFacing(header), told, body, "cipher", random), outer);
    }

    static void outside(HeaderField field, List<String> outer) {
        if (field.isNamed("Subject")) {
            outer.add("Subject: " + HeaderProtection.OBSCURED_SUBJECT + "\r\n");
        } else if (!field.isNamed("Comments") && !field.isNamed("Keywords")) {
            outer.add(inCrlf(field));
        }
    }

    private static List<String> userFacing(HeaderSection header) {
        return header.fields().stream()
                .filter(f -> !f.name().isEmpty() && HeaderProtection.isUserFacing(f.name()))
                .map(ProtectedPayload::inCrlf)
                .toList();
    }

    static String inCrlf(HeaderField field) {
        String text = new String(field.octets(), StandardCharsets.UTF_8).replaceAll("\\r?\\n", "\r\n");
        return text.endsWith("\r\n") ? text : text + "\r\n";
    }

    private static byte[] write(
            List<String> fields, List<String> outer, MimePart body, String kind, RandomGenerator random) {
        var out = new ByteArrayOutputStream();
        fields.forEach(f -> out.writeBytes(f.getBytes(StandardCharsets.UTF_8)));
        outer.forEach(f -> out.writeBytes(f.getBytes(StandardCharsets.UTF_8)));
        try {
            body.withTypeParameter("hp", kind).writeTo(out, random);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

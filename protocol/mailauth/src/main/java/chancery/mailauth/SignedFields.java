package chancery.mailauth;

import chancery.mime.HeaderField;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Picks and canonicalises the header fields that a signature covers (RFC 6376 §5.4.2, §3.7). */
final class SignedFields {
    private final Map<String, List<HeaderField>> byName = new HashMap<>();

    SignedFields(List<HeaderField> fields) {
        for (var field : fields) {
            byName.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                    .add(field);
        }
    }

    int count(String name) {
        return byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).size();
    }

    /**
     * What is signed.
     *
     * @param names in lower case; each picks the lowest field that is not yet taken, or nothing
     * @param signature the field that holds the signature itself, without a value in its tag b
     */
    byte[] octets(List<String> names, Canonicalization canonicalization, byte[] signature) {
        var octets = new ByteArrayOutputStream();
        var taken = new HashMap<String, Integer>();
        for (String name : names) {
            var fields = byName.getOrDefault(name, List.of());
            int left = fields.size() - taken.merge(name, 1, Integer::sum);
            if (left >= 0) {
                octets.writeBytes(canonicalization.header(fields.get(left).octets()));
            }
        }
        byte[] last = canonicalization.header(signature);
        octets.write(last, 0, last.length - 2);
        return octets.toByteArray();
    }

    /** The field with the value of its tag b and the white space around it taken away (RFC 6376 §3.7). */
    static byte[] withoutSignature(byte[] field) {
        String text = new String(field, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(':') + 1;
        while (at < text.length()) {
            int end = text.indexOf(';', at);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', at);
            if (equals >= 0
                    && equals < end
                    && text.substring(at, equals).strip().equals("b")) {
                String rest = end < text.length() ? text.substring(end) : "\r\n";
                return (text.substring(0, equals + 1) + rest).getBytes(StandardCharsets.ISO_8859_1);
            }
            at = end + 1;
        }
        return field;
    }

    /** The value as octets read one by one, without line ends. */
    static String value(HeaderField field) {
        String text = new String(field.octets(), StandardCharsets.ISO_8859_1);
        return text.substring(text.indexOf(':') + 1).replace("\r\n", "").replace("\n", "");
    }
}

package chancery.tlspolicy;

import chancery.mail.SyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code v=WORD; name=value; ...}: the form that the TXT records of RFC 8461 §3.1 and RFC 8460 §3 share. */
final class TagList {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");
    private static final int MAX_LENGTH = 8_192;

    /** A value and where it stands. */
    record Tag(String value, int position) {}

    private TagList() {}

    /** True for a record that claims this version, well-formed or not: others are none of ours. */
    static boolean claims(String record, String version) {
        return record.startsWith("v=" + version)
                && record.substring(version.length() + 2).stripLeading().startsWith(";");
    }

    /** The fields behind the version; of a repeated one the first. */
    static Map<String, Tag> parse(String record, String version) throws SyntaxException {
        if (record.length() > MAX_LENGTH) {
            throw new SyntaxException("a record of at most " + MAX_LENGTH + " characters is wanted", MAX_LENGTH);
        }
        if (!claims(record, version)) {
            throw new SyntaxException("v=" + version + "; is wanted first", 0);
        }
        Map<String, Tag> tags = new LinkedHashMap<>();
        int start = record.indexOf(';') + 1;
        while (start < record.length()) {
            int end = record.indexOf(';', start);
            int stop = end < 0 ? record.length() : end;
            field(record.substring(start, stop), start, end < 0, tags);
            start = stop + 1;
        }
        return tags;
    }

    private static void field(String text, int start, boolean last, Map<String, Tag> tags) throws SyntaxException {
        var trimmed = text.strip();
        if (trimmed.isEmpty() && last) {
            return;
        }
        int at = start + text.indexOf(trimmed);
        int equals = trimmed.indexOf('=');
        if (equals < 0 || !NAME.matcher(trimmed.substring(0, equals)).matches()) {
            throw new SyntaxException("a field of the form name=value is wanted", at);
        }
        var value = trimmed.substring(equals + 1);
        if (value.isEmpty() || value.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw new SyntaxException("a value in printable ASCII is wanted", at + equals + 1);
        }
        tags.putIfAbsent(trimmed.substring(0, equals), new Tag(value, at + equals + 1));
    }
}

package chancery.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The detail of a record as a JSON object of texts with sorted names, the one form that is hashed. */
final class DetailJson {
    private DetailJson() {}

    static String write(Map<String, String> detail) {
        var out = new StringBuilder(200).append('{');
        new TreeMap<>(detail).forEach((name, value) -> {
            if (out.length() > 1) {
                out.append(',');
            }
            quote(out, name);
            out.append(':');
            quote(out, value);
        });
        return out.append('}').toString();
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == 0) {
                // PostgreSQL's text cannot hold it
                out.append('\ufffd');
            } else if (c < ' ' || (Character.isSurrogate(c) && !paired(text, i))) {
                out.append("\\u").append(String.format("%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    /** Reads what {@link #write} wrote. */
    static Map<String, String> read(String json) {
        var detail = new LinkedHashMap<String, String>();
        int i = 1;
        while (json.charAt(i) != '}') {
            i += json.charAt(i) == ',' ? 1 : 0;
            var name = new StringBuilder();
            i = unquote(json, i, name) + 1;
            var value = new StringBuilder();
            i = unquote(json, i, value);
            detail.put(name.toString(), value.toString());
        }
        return detail;
    }

    private static int unquote(String json, int start, StringBuilder into) {
        int i = start + 1;
        while (json.charAt(i) != '"') {
            char c = json.charAt(i);
            if (c != '\\') {
                into.append(c);
                i++;
            } else if (json.charAt(i + 1) == 'u') {
                into.append((char) Integer.parseInt(json.substring(i + 2, i + 6), 16));
                i += 6;
            } else {
                into.append(json.charAt(i + 1));
                i += 2;
            }
        }
        return i + 1;
    }
}

package chancery.mime;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of a Content-Type or Content-Disposition, continuations joined and charsets decoded (RFC 2231), or
 * decoded as encoded-words where a program wrongly used these.
 *
 * @param values by name in lower case, in order of appearance
 */
public record Parameters(Map<String, String> values) {
    /** No parameter. */
    public static final Parameters NONE = new Parameters(Map.of());

    public Parameters {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of that name (in lower case), or empty text. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }
}

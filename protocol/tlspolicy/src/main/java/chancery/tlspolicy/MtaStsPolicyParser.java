package chancery.tlspolicy;

import chancery.mail.SyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the policy text of RFC 8461 §3.2. Unknown fields are passed over; positions are offsets of characters. */
public final class MtaStsPolicyParser {
    /** RFC 8461 §3.3. */
    public static final int MAX_OCTETS = 65_536;

    private static final int MAX_PATTERNS = 1_000;
    private static final Pattern FIELD = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31}):[ \t]*(.*?)[ \t]*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final int MAX_NAME = 253;

    private final Map<String, String> single = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> mx = new ArrayList<>();

    private MtaStsPolicyParser() {}

    /**
     * @throws SyntaxException when the octets are no policy: a field is missing or malformed, the text is not UTF-8 or
     *     too long
     */
    public static MtaStsPolicy parse(byte[] octets) throws SyntaxException {
        if (octets.length > MAX_OCTETS) {
            throw new SyntaxException("a policy of at most " + MAX_OCTETS + " octets is wanted", MAX_OCTETS);
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return parse(text.toString());
        } catch (CharacterCodingException e) {
            throw new SyntaxException("a policy is written in UTF-8", 0);
        }
    }

    private static MtaStsPolicy parse(String text) throws SyntaxException {
        var parser = new MtaStsPolicyParser();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end + 1;
            int stop = end < 0 ? text.length() : end;
            if (end > start && text.charAt(end - 1) == '\r') {
                stop = end - 1;
            }
            parser.line(text.substring(start, stop), start, next == text.length());
            start = next;
        }
        return parser.policy(text.length());
    }

    private void line(String line, int position, boolean last) throws SyntaxException {
        if (line.isBlank() && last) {
            return;
        }
        var field = FIELD.matcher(line);
        if (!field.matches() || control(field.group(2))) {
            throw new SyntaxException("a field of the form name: value is wanted", position);
        }
        int at = position + field.start(2);
        switch (field.group(1)) {
            case "mx" -> mx(field.group(2), at);
            // RFC 8461 §3.2: of a repeated field the first counts
            case "version", "mode", "max_age" -> {
                single.putIfAbsent(field.group(1), field.group(2));
                places.putIfAbsent(field.group(1), at);
            }
            default -> {}
        }
    }

    private static boolean control(String value) {
        return value.isEmpty() || value.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
    }

    private void mx(String value, int at) throws SyntaxException {
        var pattern = value.toLowerCase(Locale.ROOT);
        var name = pattern.startsWith("*.") ? pattern.substring(2) : pattern;
        if (!hostName(name)) {
            throw new SyntaxException("a host name, or one behind *., is wanted", at);
        }
        if (mx.size() == MAX_PATTERNS) {
            throw new SyntaxException("at most " + MAX_PATTERNS + " mail hosts are wanted", at);
        }
        mx.add(pattern);
    }

    static boolean hostName(String name) {
        if (name.length() > MAX_NAME) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    private MtaStsPolicy policy(int end) throws SyntaxException {
        if (!value("version", end).equals("STSv1")) {
            throw new SyntaxException("version STSv1 is wanted", places.getOrDefault("version", end));
        }
        var mode = mode(value("mode", end), places.getOrDefault("mode", end));
        var age = value("max_age", end);
        if (!age.matches("[0-9]{1,10}")) {
            throw new SyntaxException("one to ten digits are wanted", places.getOrDefault("max_age", end));
        }
        if (mode != MtaStsPolicy.Mode.NONE && mx.isEmpty()) {
            throw new SyntaxException("at least one mx is wanted", end);
        }
        // RFC 8461 §3.2: more than the maximum is taken for the maximum, since refusing it would take protection away
        long seconds = Math.min(Long.parseLong(age), MtaStsPolicy.MAX_AGE.toSeconds());
        return new MtaStsPolicy(mode, mx, Duration.ofSeconds(seconds));
    }

    private String value(String field, int end) throws SyntaxException {
        var value = single.get(field);
        if (value == null) {
            throw new SyntaxException("the field " + field + " is wanted", end);
        }
        return value;
    }

    private static MtaStsPolicy.Mode mode(String word, int at) throws SyntaxException {
        return switch (word) {
            case "enforce" -> MtaStsPolicy.Mode.ENFORCE;
            case "testing" -> MtaStsPolicy.Mode.TESTING;
            case "none" -> MtaStsPolicy.Mode.NONE;
            default -> throw new SyntaxException("mode enforce, testing or none is wanted", at);
        };
    }
}

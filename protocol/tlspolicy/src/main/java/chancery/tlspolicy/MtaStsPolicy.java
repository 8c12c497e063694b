package chancery.tlspolicy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * RFC 8461 §3.2.
 *
 * @param mx patterns in lower case A-labels, {@code mx.example} or {@code *.mx.example}; empty only for {@code NONE}
 * @param maxAge how long the policy may be used, at most {@link #MAX_AGE}
 */
public record MtaStsPolicy(Mode mode, List<String> mx, Duration maxAge) {
    /** A little more than a year. */
    public static final Duration MAX_AGE = Duration.ofHours(8_766);

    /** RFC 8461 §5. */
    public enum Mode {
        ENFORCE,
        TESTING,
        NONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MtaStsPolicy {
        mx = List.copyOf(mx);
        if (mode != Mode.NONE && mx.isEmpty()) {
            throw new IllegalArgumentException("a policy in use names at least one mail host");
        }
        if (maxAge.isNegative() || maxAge.compareTo(MAX_AGE) > 0) {
            throw new IllegalArgumentException("max_age is at most " + MAX_AGE.toSeconds() + " seconds");
        }
    }

    /** RFC 8461 §4.1: without regard to case; a wildcard stands for exactly one label. */
    public boolean names(String host) {
        var name = withoutFinalDot(host.toLowerCase(Locale.ROOT));
        return mx.stream().anyMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        int dot = name.indexOf('.');
        return dot > 0 && name.substring(dot + 1).equals(pattern.substring(2));
    }

    private static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** The text to serve at {@code https://mta-sts.DOMAIN/.well-known/mta-sts.txt}, with CRLF. */
    public String text() {
        var lines = new StringJoiner("\r\n", "", "\r\n");
        lines.add("version: STSv1").add("mode: " + mode.word());
        mx.forEach(pattern -> lines.add("mx: " + pattern));
        lines.add("max_age: " + maxAge.toSeconds());
        return lines.toString();
    }
}

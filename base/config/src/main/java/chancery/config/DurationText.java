package chancery.config;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 4h}, {@code 5d}, {@code 1h 30m}. */
public final class DurationText {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)\\s*");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");

    private DurationText() {}

    /** Reads the written form; throws {@link IllegalArgumentException} with a sentence for a person. */
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration; write a number and ms, s, m, h or d: 30s, 5m, 1h 30m");
        }
        return PART.matcher(text)
                .results()
                .map(part -> of(Long.parseLong(part.group(1)), part.group(2)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration of(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** The shortest written form, which {@link #parse} reads back to an equal value down to a millisecond. */
    public static String write(Duration duration) {
        long millis = duration.toMillis();
        var parts = new StringBuilder();
        long[] units = {86_400_000, 3_600_000, 60_000, 1_000, 1};
        String[] names = {"d", "h", "m", "s", "ms"};
        for (int i = 0; i < units.length; i++) {
            if (millis / units[i] > 0) {
                parts.append(parts.isEmpty() ? "" : " ")
                        .append(millis / units[i])
                        .append(names[i]);
                millis %= units[i];
            }
        }
        return parts.isEmpty() ? "0s" : parts.toString();
    }
}

package chancery.config;

import java.time.Duration;

/** The spool section. */
public record SpoolConfig(
        @Key(
                text = "Wait before the second attempt; doubled after each further one.",
                preset = "5m",
                min = "1s",
                max = "1h")
        Duration firstRetry,

        @Key(text = "Longest wait between two attempts.", preset = "4h", min = "1s", max = "1d")
        Duration longestRetry,

        @Key(text = "When the sender is told that the mail is delayed.", preset = "4h", min = "1m", max = "5d")
        Duration tellDelayAfter,

        @Key(text = "When a mail that could not be delivered goes back.", preset = "5d", min = "1m", max = "30d")
        Duration expiry,

        @Key(
                text = "How long a node holds a mail it works on before another may take it; renewed while it works.",
                preset = "2m",
                min = "5s",
                max = "1h")
        Duration lease,

        @Key(
                text =
                        "On a stop: how long deliveries under way may take to end; what is left waits for the next start.",
                preset = "20s",
                max = "10m")
        Duration stopWithin) {

    public SpoolConfig {
        if (firstRetry.compareTo(longestRetry) > 0) {
            throw new IllegalArgumentException("first-retry must not be longer than longest-retry");
        }
    }
}

package chancery.config;

/** The logs section. */
public record LogsConfig(
        @Key(text = "Least weight of what is written.", preset = "info")
        Level level,

        @Key(text = "How it is written; auto: text for a person at a terminal, else JSON.", preset = "auto")
        Format format,

        @Key(
                text = "Hide mail addresses: an address becomes a tag that is the same for the same address until the"
                        + " restart. Content and secrets are never written.",
                preset = "true")
        boolean redact,

        @Key(text = "Show the domain beside that tag.", preset = "false")
        boolean showDomains) {

    /** Least weight of what is written. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** How a line is written. */
    public enum Format {
        AUTO,
        JSON,
        TEXT
    }
}

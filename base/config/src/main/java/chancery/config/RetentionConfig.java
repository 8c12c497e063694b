package chancery.config;

import java.time.Duration;

/** The retention section. */
public record RetentionConfig(
        @Key(
                text = "How long it is known of a finished mail who sent it to whom, and of a mail that expired in the"
                        + " portal who was to read it. Contents go when a mail is finished or expires.",
                preset = "30d",
                min = "1d",
                max = "3650d")
        Duration mailLog,

        @Key(
                text =
                        "How long the audit is kept: what was decided and done, with addresses. The rest of a chain still"
                                + " verifies when its oldest records have gone.",
                preset = "365d",
                min = "31d",
                max = "3650d")
        Duration audit,

        @Key(
                text = "How long a stored blob may lie that no mail names, before it is removed: longer than any mail"
                        + " takes to be accepted.",
                preset = "1d",
                min = "1h",
                max = "30d")
        Duration orphans,

        @Key(text = "How often what is over is looked for.", preset = "1h", min = "1m", max = "1d")
        Duration every) {}

package chancery.config;

import java.time.Duration;

/** The limits section. */
public record LimitsConfig(
        @Key(text = "Largest content, told to clients by SIZE.", preset = "150MB", min = "64KB", max = "2GB")
        DataSize messageSize,

        @Key(text = "Recipients of one mail transaction.", preset = "1000", min = "100", max = "100000")
        int recipients,

        @Key(text = "SMTP connections at the same time, in all.", preset = "2000", min = "1", max = "100000")
        int connections,

        @Key(text = "SMTP connections at the same time from one address.", preset = "100", min = "1", max = "100000")
        int connectionsPerAddress,

        @Key(
                text =
                        "New SMTP connections per minute from one address; relay hosts of a tenant are not counted. 0: no"
                                + " limit.",
                preset = "600",
                min = "0",
                max = "1000000")
        int connectionRate,

        @Key(text = "Header section of a mail.", preset = "1MB", min = "64KB", max = "16MB")
        DataSize headerSize,

        @Key(text = "MIME parts of a mail, all levels together.", preset = "10000", min = "10", max = "100000")
        int parts,

        @Key(text = "Levels of MIME parts inside each other.", preset = "100", min = "5", max = "500")
        int depth,

        @Key(text = "Line of a content, without its line end.", preset = "1MB", min = "998B", max = "16MB")
        DataSize lineLength,

        @Key(text = "Silence of a client before it is cut off.", preset = "5m", min = "1s", max = "30m")
        Duration idle,

        @Key(
                text = "A client that sends content slower than this, per second over a minute, is cut off.",
                preset = "200B")
        DataSize slowest,

        @Key(
                text = "Errors of a client in one connection before it is cut off.",
                preset = "20",
                min = "1",
                max = "1000")
        int errors) {}

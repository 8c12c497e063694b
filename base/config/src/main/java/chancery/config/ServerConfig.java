package chancery.config;

import java.util.Optional;

/** Everything an installation sets by file. */
public record ServerConfig(
        @Key(
                text = "Public DNS name of this gateway: how it greets, and the name in its trace header fields. Set it"
                        + " before real use.",
                preset = "chancery.localhost")
        String hostname,

        @Key(text = "Name of this node among several on one database; empty: the machine's own name.")
        Optional<String> node,

        @Key(text = "Where everything is kept.") DatabaseConfig database,
        @Key(text = "Where this gateway listens.") ListenersConfig listeners,
        @Key(text = "How names are looked up.") DnsConfig dns,
        @Key(text = "How mail leaves.") OutboundConfig outbound,

        @Key(text = "Where encrypted contents too large for a database row lie.")
        BlobsConfig blobs,

        @Key(text = "What is too much. Over a limit the sender gets a clear refusal.")
        LimitsConfig limits,

        @Key(text = "How long mail is tried.") SpoolConfig spool,
        @Key(text = "Where recipients read protected mail.") PortalConfig portal,
        @Key(text = "When what is over goes.") RetentionConfig retention,
        @Key(text = "What is written to the log.") LogsConfig logs) {

    public ServerConfig {
        if (!hostname.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("hostname '" + hostname + "' is no DNS name");
        }
    }
}

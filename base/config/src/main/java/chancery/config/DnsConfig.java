package chancery.config;

import java.time.Duration;
import java.util.List;

/** The dns section. */
public record DnsConfig(
        @Key(text = "Resolvers as host:port, asked in this order; empty: those of the machine.")
        List<HostPort> servers,

        @Key(text = "Time for one answer, over all resolvers.", preset = "5s", min = "100ms", max = "1m")
        Duration timeout,

        @Key(text = "Longest time an answer is kept, whatever its own says.", preset = "1h", max = "1d")
        Duration keep) {}

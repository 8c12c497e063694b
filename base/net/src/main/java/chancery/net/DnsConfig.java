package chancery.net;

import chancery.config.HostPort;
import java.time.Duration;
import java.util.List;

/**
 * How the DNS is asked.
 *
 * @param servers recursive servers, tried in this order; empty for those of the operating system
 * @param tryTimeout for one question to one server
 * @param deadline for one look-up, over all servers and repetitions
 * @param minTtl an answer is kept at least this long, so that a TTL of 0 costs no look-up per mail
 * @param maxTtl an answer is kept at most this long
 * @param cacheEntries answers kept
 */
public record DnsConfig(
        List<HostPort> servers,
        DnssecMode dnssec,
        Duration tryTimeout,
        Duration deadline,
        Duration minTtl,
        Duration maxTtl,
        int cacheEntries) {
    public DnsConfig {
        servers = List.copyOf(servers);
        boolean positive = tryTimeout.isPositive() && deadline.isPositive() && !minTtl.isNegative();
        if (!positive || maxTtl.compareTo(minTtl) < 0 || cacheEntries < 1) {
            throw new IllegalArgumentException("DNS timeouts must be positive and minTtl at most maxTtl");
        }
    }

    /** The given servers with the default bounds. */
    public static DnsConfig of(List<HostPort> servers) {
        return new DnsConfig(
                servers,
                DnssecMode.OFF,
                Duration.ofSeconds(3),
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofHours(6),
                20_000);
    }

    /** What the configuration file says, with the default bounds for what it leaves out. */
    public static DnsConfig of(chancery.config.DnsConfig section) {
        var preset = of(section.servers());
        var perTry = section.timeout().compareTo(preset.tryTimeout()) < 0 ? section.timeout() : preset.tryTimeout();
        var least = section.keep().compareTo(preset.minTtl()) < 0 ? section.keep() : preset.minTtl();
        return new DnsConfig(
                section.servers(),
                preset.dnssec(),
                perTry,
                section.timeout(),
                least,
                section.keep(),
                preset.cacheEntries());
    }

    public DnsConfig withDnssec(DnssecMode mode) {
        return new DnsConfig(servers, mode, tryTimeout, deadline, minTtl, maxTtl, cacheEntries);
    }

    public DnsConfig withTimes(Duration perTry, Duration overall) {
        return new DnsConfig(servers, dnssec, perTry, overall, minTtl, maxTtl, cacheEntries);
    }
}

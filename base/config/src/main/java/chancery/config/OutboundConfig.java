package chancery.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The outbound section. */
public record OutboundConfig(
        @Key(
                text = "Where mail for a domain goes, before MX is asked: a domain, *.domain or \"*\" to host:port, for"
                        + " example {partner.example: \"192.0.2.7:25\"}.")
        Map<String, HostPort> routes,

        @Key(
                text = "Certificate authorities (PEM) that are trusted besides those of the Java runtime when a"
                        + " certificate must verify.")
        Optional<Path> trust,

        @Key(text = "Name given in EHLO; empty: the hostname.")
        Optional<String> helo,

        @Key(text = "Deliveries at the same time, in all.", preset = "200", min = "1", max = "10000")
        int concurrency,

        @Key(text = "Deliveries at the same time to one destination.", preset = "20", min = "1", max = "1000")
        int perDestination,

        @Key(text = "Mails sent over one connection before it is closed.", preset = "100", min = "1", max = "10000")
        int mailsPerConnection,

        @Key(text = "How long a connection without work is kept for the next mail.", preset = "5s", max = "5m")
        Duration keepIdle,

        @Key(text = "Time to connect to one address.", preset = "30s", min = "1s", max = "5m")
        Duration connectTimeout,

        @Key(text = "Time for the reply to a command.", preset = "5m", min = "1s", max = "10m")
        Duration commandTimeout,

        @Key(text = "Time for the reply after the content.", preset = "10m", min = "1s", max = "30m")
        Duration contentTimeout,

        @Key(text = "Use IPv6 addresses of next hops too.", preset = "true")
        boolean ipv6) {}

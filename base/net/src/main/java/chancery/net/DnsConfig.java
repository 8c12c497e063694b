package chancery.net;

import chancery.config.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the DNS is asked.
 *
 * @param servers recursive servers, tried in this order; empty for those of the operating system
 * @param dnssec where {@link DnsSecurity} comes from
 * @param trustAnchors for {@link DnssecMode#VALIDATE}: DS or DNSKEY records in master file format (RFC 1035 §5.1)
 * @param tls when present, the servers are asked by DNS over TLS only (RFC 7858), never in clear
 */
public record DnsConfig(
        List<HostPort> servers, DnssecMode dnssec, String trustAnchors, Optional<DnsTls> tls, DnsBounds bounds) {
    /** The DS records of the root's key signing keys of 2017 and 2024, as published by IANA. */
    private static final String ROOT_TRUST_ANCHORS = """
            . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
            . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
            """;

    /**
     * The strict profile of RFC 8310 §5.
     *
     * @param client one that verifies
     * @param name what the servers' certificate must name
     */
    public record DnsTls(ClientTls client, String name) {
        public DnsTls {
            if (!client.verifies()) {
                throw new IllegalArgumentException("DNS over TLS needs a verified server");
            }
        }
    }

    public DnsConfig {
        servers = List.copyOf(servers);
    }

    /** The given servers with the default bounds and the root's trust anchors, without DNSSEC. */
    public static DnsConfig of(List<HostPort> servers) {
        return new DnsConfig(servers, DnssecMode.OFF, ROOT_TRUST_ANCHORS, Optional.empty(), DnsBounds.preset());
    }

    /** What the configuration file says, with the default bounds for what it leaves out. */
    public static DnsConfig of(chancery.config.DnsConfig section) {
        var preset = DnsBounds.preset();
        return of(section.servers())
                .withBounds(new DnsBounds(
                        lesser(section.timeout(), preset.tryTimeout()),
                        section.timeout(),
                        lesser(section.keep(), preset.minTtl()),
                        section.keep(),
                        preset.cacheEntries(),
                        preset.cacheOctets()));
    }

    private static Duration lesser(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    public DnsConfig withDnssec(DnssecMode mode) {
        return new DnsConfig(servers, mode, trustAnchors, tls, bounds);
    }

    /** Other trust anchors than the root's; names under none of them are {@link DnsSecurity#UNKNOWN}. */
    public DnsConfig withTrustAnchors(String masterFile) {
        return new DnsConfig(servers, dnssec, masterFile, tls, bounds);
    }

    public DnsConfig withTls(ClientTls client, String name) {
        return new DnsConfig(servers, dnssec, trustAnchors, Optional.of(new DnsTls(client, name)), bounds);
    }

    public DnsConfig withBounds(DnsBounds other) {
        return new DnsConfig(servers, dnssec, trustAnchors, tls, other);
    }

    public DnsConfig withTimes(Duration perTry, Duration overall) {
        return withBounds(new DnsBounds(
                perTry, overall, bounds.minTtl(), bounds.maxTtl(), bounds.cacheEntries(), bounds.cacheOctets()));
    }
}

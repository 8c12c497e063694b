package chancery.net;

import java.net.InetAddress;

/**
 * Asks the DNS. Blocks, at most until the resolver's deadline; safe for use by any number of threads. Names are given
 * in A-labels, with or without the final dot; aliases are followed. A name that the DNS could not hold is answered by
 * {@link DnsAnswer.NoDomain}.
 */
public interface DnsResolver {
    /** RFC 5321 §5.1. A null MX (RFC 7505 §3) is returned as the one record with an empty host. */
    DnsAnswer<MxRecord> mx(String domain);

    /**
     * IPv4 and IPv6 addresses of a host. When only one family could be asked, and has addresses, these are the answer;
     * when it has none the answer is the failure.
     */
    DnsAnswer<InetAddress> addresses(String host);

    /** A records only; what RFC 7208 §5.7 asks even of an IPv6 client. */
    DnsAnswer<InetAddress> ipv4(String host);

    /** AAAA records only. */
    DnsAnswer<InetAddress> ipv6(String host);

    /** Each record's strings joined without a separator, as RFC 7208 §3.3 and RFC 6376 §3.6.2.2 want; one char per octet. */
    DnsAnswer<String> txt(String name);

    /** Host names of an address, without the final dot; to be trusted only after they were looked up forward. */
    DnsAnswer<String> ptr(InetAddress address);

    /** RFC 6698 §2; {@code name} with port and protocol labels, {@code _25._tcp.mx.example}. */
    DnsAnswer<TlsaRecord> tlsa(String name);

    /**
     * The alias that stands at this very name, without following it: its target in lower case without the final dot.
     * Its security is that of the name's own zone, which tells a signed alias into an unsigned zone apart.
     */
    DnsAnswer<String> cname(String name);

    /**
     * Any other type by its number; each record in the presentation format of RFC 1035 §5.1 without name, TTL, class
     * and type.
     */
    DnsAnswer<String> query(String name, int type);
}

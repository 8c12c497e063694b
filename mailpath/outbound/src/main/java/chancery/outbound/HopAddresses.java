package chancery.outbound;

import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** The addresses of a next hop, the two families in turns, so that a broken one costs one try (RFC 5321 §5.2). */
final class HopAddresses {
    private final DnsResolver dns;
    private final boolean ipv6;
    private final RandomGenerator random;

    HopAddresses(DnsResolver dns, boolean ipv6, RandomGenerator random) {
        this.dns = dns;
        this.ipv6 = ipv6;
        this.random = random;
    }

    /** Ordered addresses, or why there are none. */
    DnsAnswer<InetAddress> of(String host) {
        if (isLiteral(host)) {
            return literal(host);
        }
        var answer = dns.addresses(host);
        if (!(answer instanceof DnsAnswer.Records<InetAddress> found)) {
            return answer;
        }
        List<InetAddress> ordered = inTurns(found.records());
        return ordered.isEmpty()
                ? new DnsAnswer.NoRecords<>(found.security())
                : new DnsAnswer.Records<>(ordered, found.ttl(), found.security());
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    private static DnsAnswer<InetAddress> literal(String host) {
        try {
            // no host name is left, so that this never asks the DNS
            return new DnsAnswer.Records<>(
                    List.of(InetAddress.getByName(host)), java.time.Duration.ZERO, chancery.net.DnsSecurity.SECURE);
        } catch (UnknownHostException e) {
            return new DnsAnswer.NoDomain<>(chancery.net.DnsSecurity.UNKNOWN);
        }
    }

    private List<InetAddress> inTurns(List<InetAddress> addresses) {
        List<InetAddress> six = new ArrayList<>(addresses.stream()
                .filter(a -> ipv6 && a instanceof Inet6Address)
                .toList());
        List<InetAddress> four = new ArrayList<>(
                addresses.stream().filter(a -> !(a instanceof Inet6Address)).toList());
        Collections.shuffle(six, java.util.Random.from(random));
        Collections.shuffle(four, java.util.Random.from(random));
        List<InetAddress> ordered = new ArrayList<>();
        for (int i = 0; i < Math.max(six.size(), four.size()); i++) {
            if (i < six.size()) {
                ordered.add(six.get(i));
            }
            if (i < four.size()) {
                ordered.add(four.get(i));
            }
        }
        return ordered;
    }
}

package chancery.mailauth;

import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.net.DnsSecurity;
import chancery.net.MxRecord;
import chancery.net.TlsaRecord;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The zones of the SPF suite, whose entries know what the net module's fake does not: a name that is silent for the types
 * it does not list, and strings that are no text.
 */
final class SuiteDns implements DnsResolver {
    private final Map<String, List<Map.Entry<String, Object>>> zone = new HashMap<>();

    /** @param zonedata name to a list of one-entry maps from type to value, or the word TIMEOUT */
    SuiteDns(Map<String, List<Object>> zonedata) {
        zonedata.forEach((name, entries) -> {
            var records = new ArrayList<Map.Entry<String, Object>>();
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> map) {
                    map.forEach((type, value) -> records.add(Map.entry((String) type, value)));
                } else {
                    records.add(Map.entry("TIMEOUT", entry));
                }
            }
            zone.put(name.toLowerCase(Locale.ROOT), withTxt(records));
        });
    }

    /** An SPF entry stands for the same TXT record, unless there are TXT entries. */
    private static List<Map.Entry<String, Object>> withTxt(List<Map.Entry<String, Object>> records) {
        boolean ownTxt = records.stream().anyMatch(r -> r.getKey().equals("TXT"));
        return records.stream()
                .map(r -> r.getKey().equals("SPF") && !ownTxt ? Map.entry("TXT", r.getValue()) : r)
                .filter(r -> !"NONE".equals(r.getValue()))
                .toList();
    }

    private DnsAnswer<Object> ask(String name, String type) {
        String owner = name.toLowerCase(Locale.ROOT);
        for (int hops = 0; hops < 5; hops++) {
            var records = zone.get(owner.endsWith(".") ? owner.substring(0, owner.length() - 1) : owner);
            if (records == null) {
                return new DnsAnswer.NoDomain<>(DnsSecurity.UNKNOWN);
            }
            var found = of(records, type);
            if (!found.isEmpty()) {
                return new DnsAnswer.Records<>(found, Duration.ofMinutes(5), DnsSecurity.UNKNOWN);
            }
            if (!of(records, "TIMEOUT").isEmpty()) {
                return failure("timeout");
            }
            var aliases = of(records, "CNAME");
            if (aliases.isEmpty()) {
                return new DnsAnswer.NoRecords<>(DnsSecurity.UNKNOWN);
            }
            owner = aliases.getFirst().toString().toLowerCase(Locale.ROOT);
        }
        return failure("too many aliases");
    }

    private static DnsAnswer<Object> failure(String why) {
        return new DnsAnswer.TemporaryFailure<>(why, DnsSecurity.UNKNOWN);
    }

    private static List<Object> of(List<Map.Entry<String, Object>> records, String type) {
        return records.stream()
                .filter(r -> r.getKey().equals(type))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public DnsAnswer<MxRecord> mx(String domain) {
        return ask(domain, "MX").map(value -> {
            var pair = (List<?>) value;
            return new MxRecord(((Number) pair.get(0)).intValue(), pair.get(1).toString());
        });
    }

    @Override
    public DnsAnswer<InetAddress> addresses(String host) {
        throw new AssertionError("SPF asks for one family");
    }

    @Override
    public DnsAnswer<InetAddress> ipv4(String host) {
        return ask(host, "A").map(value -> InetAddress.ofLiteral(value.toString()));
    }

    @Override
    public DnsAnswer<InetAddress> ipv6(String host) {
        return ask(host, "AAAA").map(value -> InetAddress.ofLiteral(value.toString()));
    }

    @Override
    public DnsAnswer<String> cname(String name) {
        throw new AssertionError("SPF follows aliases");
    }

    @Override
    public DnsAnswer<String> txt(String name) {
        return ask(name, "TXT")
                .map(value -> value instanceof List<?> strings
                        ? strings.stream().map(Object::toString).collect(Collectors.joining())
                        : value.toString());
    }

    @Override
    public DnsAnswer<String> ptr(InetAddress address) {
        byte[] octets = address.getAddress();
        String name = address instanceof Inet4Address
                ? IntStream.rangeClosed(1, 4)
                                .mapToObj(i -> Integer.toString(octets[4 - i] & 0xff))
                                .collect(Collectors.joining("."))
                        + ".in-addr.arpa"
                : IntStream.rangeClosed(1, 32)
                                .mapToObj(i -> Integer.toHexString(
                                        (octets[(32 - i) / 2] >> ((32 - i) % 2 == 0 ? 4 : 0)) & 0xf))
                                .collect(Collectors.joining("."))
                        + ".ip6.arpa";
        return ask(name, "PTR").map(value -> value.toString().replaceFirst("\\.$", ""));
    }

    @Override
    public DnsAnswer<TlsaRecord> tlsa(String name) {
        throw new AssertionError("SPF knows no TLSA");
    }

    @Override
    public DnsAnswer<String> query(String name, int type) {
        throw new AssertionError("SPF asks by the typed questions");
    }
}

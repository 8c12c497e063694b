package chancery.mailauth;

import chancery.mailauth.SpfEvaluation.Match;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.net.MxRecord;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares a client with what names have for addresses (RFC 7208 §5). Of one evaluation. */
final class SpfAddresses {
    /** RFC 7208 §4.6.4 */
    private static final int MOST_NAMES = 10;

    private final DnsResolver dns;
    private final InetAddress client;
    private final List<String> validated = new ArrayList<>();
    private boolean validationDone;
    private boolean noNames;

    SpfAddresses(DnsResolver dns, InetAddress client) {
        this.dns = dns;
        this.client = client;
    }

    private boolean isIp4() {
        return client instanceof Inet4Address;
    }

    // RFC 7208 §5: A for an IPv4 client, AAAA for an IPv6 client
    private DnsAnswer<InetAddress> addresses(String host) {
        return isIp4() ? dns.ipv4(host) : dns.ipv6(host);
    }

    Match ofHost(String host, SpfMechanism.Target target) {
        return match(addresses(host), target);
    }

    private Match match(DnsAnswer<InetAddress> answer, SpfMechanism.Target target) {
        return switch (answer) {
            case DnsAnswer.Records<InetAddress> r -> contains(r.records(), target) ? new Match.Yes() : new Match.No();
            case DnsAnswer.NoRecords<InetAddress> none -> new Match.Nothing();
            case DnsAnswer.NoDomain<InetAddress> none -> new Match.Nothing();
            case DnsAnswer.TemporaryFailure<InetAddress> f -> new Match.Stopped(ResultWord.TEMPERROR, f.why());
        };
    }

    private boolean contains(List<InetAddress> found, SpfMechanism.Target target) {
        return found.stream().anyMatch(address -> network(address, target).contains(client));
    }

    private SpfNetwork network(InetAddress address, SpfMechanism.Target target) {
        return new SpfNetwork(address.getAddress(), isIp4() ? target.prefix4() : target.prefix6());
    }

    Match exists(String name) {
        return switch (dns.ipv4(name)) {
            case DnsAnswer.Records<InetAddress> r -> new Match.Yes();
            case DnsAnswer.NoRecords<InetAddress> none -> new Match.Nothing();
            case DnsAnswer.NoDomain<InetAddress> none -> new Match.Nothing();
            case DnsAnswer.TemporaryFailure<InetAddress> f -> new Match.Stopped(ResultWord.TEMPERROR, f.why());
        };
    }

    Match ofExchangers(String domain, SpfMechanism.Target target) {
        return switch (dns.mx(domain)) {
            case DnsAnswer.Records<MxRecord> r -> exchangers(r.records(), target);
            case DnsAnswer.NoRecords<MxRecord> none -> new Match.Nothing();
            case DnsAnswer.NoDomain<MxRecord> none -> new Match.Nothing();
            case DnsAnswer.TemporaryFailure<MxRecord> f -> new Match.Stopped(ResultWord.TEMPERROR, f.why());
        };
    }

    private Match exchangers(List<MxRecord> found, SpfMechanism.Target target) {
        if (found.size() > MOST_NAMES) {
            return new Match.Stopped(ResultWord.PERMERROR, "more than " + MOST_NAMES + " mail exchangers");
        }
        for (var mx : found) {
            var match = mx.host().isEmpty() ? new Match.No() : ofHost(mx.host(), target);
            if (match instanceof Match.Yes || match instanceof Match.Stopped) {
                return match;
            }
        }
        return new Match.No();
    }

    // RFC 7208 §5.5
    Match validatedBelow(String domain) {
        for (String name : validated()) {
            if (isWithin(name, domain)) {
                return new Match.Yes();
            }
        }
        return noNames ? new Match.Nothing() : new Match.No();
    }

    /** RFC 7208 §7.3: the domain itself is preferred, then a name below it, then any. */
    String validatedName(String domain) {
        var names = validated();
        return names.stream()
                .filter(n -> n.equalsIgnoreCase(domain))
                .findFirst()
                .or(() -> names.stream().filter(n -> isWithin(n, domain)).findFirst())
                .or(() -> names.stream().findFirst())
                .orElse("unknown");
    }

    private static boolean isWithin(String name, String domain) {
        String inner = name.toLowerCase(Locale.ROOT);
        String outer = domain.toLowerCase(Locale.ROOT);
        return inner.equals(outer) || inner.endsWith("." + outer);
    }

    /** Names of the client that lead back to it. Any failure on the way only leaves names out. */
    private List<String> validated() {
        if (!validationDone) {
            validationDone = true;
            var answer = dns.ptr(client);
            noNames = answer instanceof DnsAnswer.NoDomain<String> || answer instanceof DnsAnswer.NoRecords<String>;
            for (String name : answer.recordsOrNone().stream().limit(MOST_NAMES).toList()) {
                boolean leadsBack = addresses(name).recordsOrNone().stream().anyMatch(client::equals);
                if (leadsBack) {
                    validated.add(name);
                }
            }
        }
        return validated;
    }
}

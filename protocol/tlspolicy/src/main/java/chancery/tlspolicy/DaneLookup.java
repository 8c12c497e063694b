package chancery.tlspolicy;

import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.net.DnsSecurity;
import chancery.net.TlsaRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the TLSA records of one mail host (RFC 7672 §2.2). Used once. */
final class DaneLookup {
    private static final int MAX_ALIASES = 8;

    private final DnsResolver dns;
    private final String domain;
    private final String host;
    private final int port;
    private final List<Evidence> evidence;

    DaneLookup(DnsResolver dns, String domain, String host, int port, List<Evidence> evidence) {
        this.dns = dns;
        this.domain = domain;
        this.host = host.toLowerCase(Locale.ROOT);
        this.port = port;
        this.evidence = evidence;
    }

    /** The DANE policy, or an exclusion; empty when DANE does not apply. */
    Optional<TlsPolicy> find() {
        var addresses = dns.addresses(host);
        note(host + " A/AAAA", addresses);
        if (addresses instanceof DnsAnswer.TemporaryFailure<?> f) {
            return excluded("the addresses could not be looked up: " + f.why());
        }
        List<String> chain = new ArrayList<>();
        chain.add(host);
        // RFC 7672 §2.2.2: an insecure address rules DANE out, unless it is insecure only behind a secure alias
        boolean secure = addresses.security() == DnsSecurity.SECURE;
        var trouble = follow(chain);
        if (trouble.isPresent()) {
            return trouble;
        }
        if (secure) {
            var expanded = at(chain.getLast());
            if (expanded.isPresent() || chain.size() == 1) {
                return expanded;
            }
            return at(host);
        }
        return chain.size() > 1 ? at(host) : Optional.empty();
    }

    /** Adds the aliases that are secure, in order. */
    private Optional<TlsPolicy> follow(List<String> chain) {
        while (chain.size() <= MAX_ALIASES) {
            var alias = dns.cname(chain.getLast());
            switch (alias) {
                case DnsAnswer.Records<String> r -> {
                    note(chain.getLast() + " CNAME", alias);
                    if (r.security() != DnsSecurity.SECURE) {
                        return Optional.empty();
                    }
                    chain.add(r.records().getFirst());
                }
                case DnsAnswer.NoRecords<String> n -> {
                    return Optional.empty();
                }
                case DnsAnswer.NoDomain<String> n -> {
                    return Optional.empty();
                }
                case DnsAnswer.TemporaryFailure<String> f -> {
                    note(chain.getLast() + " CNAME", alias);
                    return excluded("an alias could not be looked up: " + f.why());
                }
            }
        }
        return excluded("too many aliases");
    }

    private Optional<TlsPolicy> at(String base) {
        var name = "_" + port + "._tcp." + base;
        var answer = dns.tlsa(name);
        note(name + " TLSA", answer);
        return switch (answer) {
            case DnsAnswer.Records<TlsaRecord> r ->
                r.security() == DnsSecurity.SECURE ? Optional.of(policy(base, r.records())) : Optional.empty();
            case DnsAnswer.NoRecords<TlsaRecord> n -> Optional.empty();
            case DnsAnswer.NoDomain<TlsaRecord> n -> Optional.empty();
            // RFC 7672 §2.2: without a valid answer nobody knows whether DANE was taken away
            case DnsAnswer.TemporaryFailure<TlsaRecord> f ->
                excluded("the TLSA records could not be looked up: " + f.why());
        };
    }

    private TlsPolicy policy(String base, List<TlsaRecord> records) {
        var usable =
                TlsaRecords.agile(records.stream().filter(TlsaRecords::usable).toList());
        var unusable = records.stream().filter(r -> !TlsaRecords.usable(r)).toList();
        // RFC 7672 §3.2.2: the base domain, the host before its aliases, and the domain whose secure MX named it
        Set<String> names = new LinkedHashSet<>(List.of(base, host, domain.toLowerCase(Locale.ROOT)));
        return new TlsPolicy.Dane(base, usable, unusable, names, evidence);
    }

    private Optional<TlsPolicy> excluded(String why) {
        return Optional.of(new TlsPolicy.Excluded(TlsResultType.DNSSEC_INVALID, why, evidence));
    }

    private void note(String asked, DnsAnswer<?> answer) {
        evidence.add(new Evidence(asked, words(answer), answer.security()));
    }

    static String words(DnsAnswer<?> answer) {
        return switch (answer) {
            case DnsAnswer.Records<?> r ->
                r.records().size() == 1 ? "1 record" : r.records().size() + " records";
            case DnsAnswer.NoRecords<?> n -> "no record";
            case DnsAnswer.NoDomain<?> n -> "no such name";
            case DnsAnswer.TemporaryFailure<?> f -> f.why();
        };
    }
}

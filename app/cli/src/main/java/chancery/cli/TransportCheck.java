package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.net.DnsSecurity;
import chancery.tlspolicy.MtaStsPolicies;
import chancery.tlspolicy.MtaStsPolicy;
import chancery.tlspolicy.MtaStsPolicyParser;
import chancery.tlspolicy.MtaStsRecord;
import chancery.tlspolicy.OwnDomainTls;
import chancery.tlspolicy.PolicyFetcher;
import chancery.tlspolicy.TlsPolicy;
import chancery.tlspolicy.TlsPolicyResolver;
import chancery.tlspolicy.TlsResultType;
import chancery.tlspolicy.TlsRptRecord;
import chancery.tlspolicy.TlsaParser;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** How mail to a domain is protected on its way: DANE, MTA-STS, and the reports about both. */
final class TransportCheck {
    private static final Duration SHORT = Duration.ofDays(7);
    private static final int PORT = 25;

    private final String domain;
    private final DnsResolver dns;
    private final PolicyFetcher fetcher;
    private final List<String> hosts;
    private int daneHosts;
    private boolean enforced;

    TransportCheck(String domain, DnsResolver dns, PolicyFetcher fetcher, List<String> hosts) {
        this.domain = domain;
        this.dns = dns;
        this.fetcher = fetcher;
        this.hosts = hosts;
    }

    /** True when nothing keeps an attacker from switching encryption off. */
    boolean open() {
        return daneHosts < hosts.size() && !enforced;
    }

    void dane(DnsSecurity mx, CheckReport.Section section) {
        if (mx != DnsSecurity.SECURE) {
            section.note(
                    "The MX records are " + DomainCheck.secure(mx) + ", so DANE is not possible. Sign the zone first.");
            return;
        }
        PolicyFetcher none = host -> new PolicyFetcher.Fetched.Failed(TlsResultType.STS_POLICY_FETCH_ERROR, "");
        var resolver = new TlsPolicyResolver(dns, new MtaStsPolicies(dns, none, InstantSource.system()));
        for (String host : hosts) {
            switch (resolver.resolve(domain, host, PORT, mx)) {
                case TlsPolicy.Dane d -> records(host, d, section);
                case TlsPolicy.Excluded e ->
                    section.wrong(host + ": " + e.why() + ". Senders who know DANE will not deliver to it.");
                case TlsPolicy.Opportunistic o -> absent(host, section);
                case TlsPolicy.MtaSts m -> absent(host, section);
            }
        }
        if (daneHosts > 0 && daneHosts < hosts.size()) {
            section.wrong("Only " + daneHosts + " of " + hosts.size()
                    + " mail hosts have DANE: an attacker makes senders use the others.");
        }
    }

    private void records(String host, TlsPolicy.Dane dane, CheckReport.Section section) {
        var at = "_" + PORT + "._tcp." + dane.base();
        if (!dane.authenticates()) {
            section.wrong(
                    host + ": none of the TLSA records at " + at + " can be used for mail; senders will encrypt without"
                            + " checking the certificate.",
                    tlsa(host));
            return;
        }
        daneHosts++;
        dane.usable().forEach(r -> section.fine(host + ": TLSA " + TlsaParser.text(r) + " at " + at));
        dane.unusable()
                .forEach(r -> section.note(host + ": TLSA " + TlsaParser.text(r) + " cannot be used for mail;"
                        + " usage 2 or 3, selector 0 or 1 and matching type 0, 1 or 2 can."));
    }

    private static void absent(String host, CheckReport.Section section) {
        section.note(
                host + ": no TLSA record that is signed by DNSSEC together with the host's addresses.", tlsa(host));
    }

    private static String tlsa(String host) {
        return "_" + PORT + "._tcp." + host + ". IN TLSA 3 1 1 <SHA-256 of the host's public key>";
    }

    void mtaSts(CheckReport.Section section) {
        var name = "_mta-sts." + domain;
        var answer = dns.txt(name);
        if (answer instanceof DnsAnswer.TemporaryFailure<String> f) {
            section.wrong("The record at " + name + " could not be had: " + f.why());
            return;
        }
        var record = MtaStsRecord.only(answer.recordsOrNone());
        if (record.isEmpty()) {
            missing(name, answer.recordsOrNone().size(), section);
            return;
        }
        try {
            section.fine("Record at " + name + ", id "
                    + MtaStsRecord.parse(record.get()).id());
        } catch (SyntaxException e) {
            section.wrong("The record at " + name + " is malformed: " + e.getMessage(), record("1"));
            return;
        }
        policy().ifPresentOrElse(text -> judge(text, section), () -> fetched(section));
    }

    private Optional<byte[]> policy() {
        return fetcher.fetch("mta-sts." + domain) instanceof PolicyFetcher.Fetched.Text t
                ? Optional.of(t.octets())
                : Optional.empty();
    }

    private void fetched(CheckReport.Section section) {
        if (fetcher.fetch("mta-sts." + domain) instanceof PolicyFetcher.Fetched.Failed f) {
            section.wrong("The policy at " + address() + " could not be had ("
                    + f.result().word() + "): " + f.why() + ". Serve this there as text/plain: " + wanted());
        }
    }

    private void missing(String name, int others, CheckReport.Section section) {
        section.note(
                (others > 0 ? "Not exactly one record of MTA-STS at " : "No record at ") + name
                        + ", so there is no policy. Serve one at " + address() + " as text/plain: " + wanted(),
                record("1"));
    }

    private String record(String id) {
        return OwnDomainTls.mtaSts(domain, id).zoneLine();
    }

    private String address() {
        return "https://mta-sts." + domain + "/.well-known/mta-sts.txt";
    }

    private String wanted() {
        return new MtaStsPolicy(MtaStsPolicy.Mode.ENFORCE, hosts, Duration.ofDays(30))
                .text()
                .strip()
                .replace("\r\n", " / ");
    }

    private void judge(byte[] octets, CheckReport.Section section) {
        try {
            var policy = MtaStsPolicyParser.parse(octets);
            var text = "Policy: mode " + policy.mode().word() + ", mail hosts " + String.join(", ", policy.mx())
                    + ", for " + policy.maxAge().toDays() + " days";
            switch (policy.mode()) {
                case ENFORCE -> {
                    enforced = true;
                    section.fine(text);
                }
                case TESTING -> section.note(text + ". In this mode failures are only reported; enforce protects.");
                case NONE -> section.note(text + ". In this mode there is no protection.");
            }
            if (policy.mode() != MtaStsPolicy.Mode.NONE) {
                hosts(policy, section);
            }
        } catch (SyntaxException e) {
            section.wrong("The policy at " + address() + " is malformed: " + e.getMessage() + ". Serve: " + wanted());
        }
    }

    private void hosts(MtaStsPolicy policy, CheckReport.Section section) {
        for (String host : hosts) {
            if (!policy.names(host)) {
                section.wrong("The policy does not name the mail host " + host + ". Add the line mx: " + host
                        + " and change the id of the record.");
            }
        }
        if (policy.maxAge().compareTo(SHORT) < 0) {
            section.note("max_age is " + policy.maxAge().toSeconds()
                    + " seconds; weeks are advised, since the policy protects only who remembers it.");
        }
    }

    void tlsRpt(CheckReport.Section section) {
        var name = "_smtp._tls." + domain;
        var answer = dns.txt(name);
        if (answer instanceof DnsAnswer.TemporaryFailure<String> f) {
            section.wrong("The record at " + name + " could not be had: " + f.why());
            return;
        }
        var wanted = OwnDomainTls.tlsRpt(domain, List.of(URI.create("mailto:tls-reports@" + domain)))
                .zoneLine();
        var record = TlsRptRecord.only(answer.recordsOrNone());
        if (record.isEmpty()) {
            section.note("Not exactly one record at " + name + ", so nobody tells you of failed deliveries.", wanted);
            return;
        }
        try {
            section.fine("Reports go to "
                    + String.join(
                            ", ",
                            TlsRptRecord.parse(record.get()).rua().stream()
                                    .map(URI::toString)
                                    .toList()));
        } catch (SyntaxException e) {
            section.wrong("The record at " + name + " is malformed: " + e.getMessage(), wanted);
        }
    }
}

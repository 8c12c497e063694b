package chancery.cli;

import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.net.DnsSecurity;
import chancery.net.MxRecord;
import chancery.tlspolicy.PolicyFetcher;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Looks at everything that a domain publishes about its mail. */
final class DomainCheck {
    private final String domain;
    private final DnsResolver dns;
    private final PolicyFetcher fetcher;
    private final List<String> selectors;

    DomainCheck(String domain, DnsResolver dns, PolicyFetcher fetcher, List<String> selectors) {
        this.domain = domain;
        this.dns = dns;
        this.fetcher = fetcher;
        this.selectors = List.copyOf(selectors);
    }

    void addTo(CheckReport report) {
        var mx = dns.mx(domain);
        var hosts = hosts(mx, report.section("MX"));
        boolean receives = !hosts.isEmpty();
        if (receives) {
            var tls = new TransportCheck(domain, dns, fetcher, hosts);
            tls.dane(mx.security(), report.section("DANE"));
            tls.mtaSts(report.section("MTA-STS"));
            if (tls.open()) {
                report.section("Transport")
                        .wrong("Neither DANE nor an enforced MTA-STS policy protects mail to this domain: whoever sits"
                                + " on the path can switch encryption off.");
            }
            tls.tlsRpt(report.section("TLS-RPT"));
        }
        var senders = new SenderCheck(domain, dns);
        senders.spf(receives, report.section("SPF"));
        senders.dkim(selectors, report.section("DKIM"));
        senders.dmarc(receives, report);
    }

    /** The mail hosts; none when the domain receives no mail. */
    private List<String> hosts(DnsAnswer<MxRecord> mx, CheckReport.Section section) {
        return switch (mx) {
            case DnsAnswer.Records<MxRecord> r -> named(r.records(), section);
            case DnsAnswer.NoRecords<MxRecord> n -> implicit(section);
            case DnsAnswer.NoDomain<MxRecord> n -> {
                section.wrong("There is no such domain.");
                yield List.of();
            }
            case DnsAnswer.TemporaryFailure<MxRecord> f -> {
                section.wrong("The MX records could not be had: " + f.why() + ". Nobody can deliver.");
                yield List.of();
            }
        };
    }

    private List<String> named(List<MxRecord> records, CheckReport.Section section) {
        if (records.stream().anyMatch(MxRecord::isNull)) {
            if (records.size() == 1) {
                section.fine("The domain says that it receives no mail (null MX).");
            } else {
                section.wrong("A null MX stands beside other MX records; it must be the only one.");
            }
            return records.stream()
                    .filter(r -> !r.isNull())
                    .map(MxRecord::host)
                    .distinct()
                    .toList();
        }
        List<String> hosts = new ArrayList<>();
        for (MxRecord record : records.stream()
                .sorted(java.util.Comparator.comparingInt(MxRecord::preference).thenComparing(MxRecord::host))
                .toList()) {
            host(record, section);
            if (!hosts.contains(record.host())) {
                hosts.add(record.host());
            }
        }
        return hosts;
    }

    private void host(MxRecord record, CheckReport.Section section) {
        var host = record.host();
        if (host.matches("[0-9.]+|.*:.*")) {
            section.wrong("MX " + record.preference() + " " + host + " is an address; a host name must stand there.");
            return;
        }
        if (dns.cname(host) instanceof DnsAnswer.Records<String> alias) {
            section.wrong("MX " + record.preference() + " " + host + " is an alias (CNAME) of "
                    + alias.records().getFirst() + "; name that host instead, some senders do not follow it.");
        }
        var addresses = dns.addresses(host);
        switch (addresses) {
            case DnsAnswer.Records<InetAddress> r ->
                section.fine("MX " + record.preference() + " " + host + " has "
                        + String.join(
                                ", ",
                                r.records().stream()
                                        .map(InetAddress::getHostAddress)
                                        .toList()));
            case DnsAnswer.NoRecords<InetAddress> n -> section.wrong(noAddress(record));
            case DnsAnswer.NoDomain<InetAddress> n -> section.wrong(noAddress(record));
            case DnsAnswer.TemporaryFailure<InetAddress> f ->
                section.wrong(
                        "The addresses of MX " + record.preference() + " " + host + " could not be had: " + f.why());
        }
    }

    private static String noAddress(MxRecord record) {
        return "MX " + record.preference() + " " + record.host() + " has no address.";
    }

    // RFC 5321 §5.1: without MX records the domain's own addresses are tried
    private List<String> implicit(CheckReport.Section section) {
        if (dns.addresses(domain) instanceof DnsAnswer.Records<InetAddress>) {
            section.note(
                    "There is no MX record, so mail goes to the address of the domain itself. Say it, or that there is"
                            + " no mail.",
                    domain + ". IN MX 10 " + domain + ".",
                    domain + ". IN MX 0 .");
            return List.of(domain);
        }
        section.note(
                "The domain has neither MX record nor address: it receives no mail. Better say so.",
                domain + ". IN MX 0 .");
        return List.of();
    }

    static String secure(DnsSecurity security) {
        return switch (security) {
            case SECURE -> "signed by DNSSEC";
            case INSECURE -> "not signed by DNSSEC";
            case BOGUS -> "wrongly signed";
            case UNKNOWN -> "not checked by DNSSEC";
        };
    }
}

package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.mailauth.DkimKeyRecord;
import chancery.mailauth.DmarcDiscovery;
import chancery.mailauth.DmarcRecord;
import chancery.mailauth.DmarcVerifier;
import chancery.mailauth.ResultWord;
import chancery.mailauth.SpfMechanism;
import chancery.mailauth.SpfRecord;
import chancery.mailauth.SpfTree;
import chancery.mailauth.SpfVerifier;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import java.time.InstantSource;
import java.util.List;

/** How mail from a domain is told from mail that only claims to be. */
final class SenderCheck {
    private static final int WEAK = 1024;
    private static final int ADVISED = 2048;

    private final String domain;
    private final DnsResolver dns;

    SenderCheck(String domain, DnsResolver dns) {
        this.domain = domain;
        this.dns = dns;
    }

    void spf(boolean receives, CheckReport.Section section) {
        var tree = SpfTree.of(domain, dns);
        var wanted = domain + ". IN TXT \"v=spf1 " + (receives ? "mx " : "") + "-all\"";
        if (tree.record().isEmpty()) {
            section.wrong("There is none that works: " + tree.problem() + ".", wanted);
            return;
        }
        section.fine(tree.record());
        problems(tree, section);
        int lookups = tree.lookups();
        var counted = lookups + " of " + SpfVerifier.MOST_LOOKUPS + " look-ups";
        if (lookups > SpfVerifier.MOST_LOOKUPS) {
            section.wrong("It needs " + counted + " (RFC 7208 §4.6.4): receivers give up with permerror. Replace"
                    + " includes by addresses, or drop those no longer used.");
        } else {
            section.fine("It needs " + counted + ".");
        }
        ending(tree, section);
    }

    private static void problems(SpfTree tree, CheckReport.Section section) {
        if (!tree.problem().isEmpty()) {
            var via = tree.via().isEmpty() ? "" : " (by " + tree.via() + ")";
            section.wrong(tree.domain() + via + ": " + tree.problem());
        }
        tree.children().forEach(child -> problems(child, section));
    }

    private static void ending(SpfTree tree, CheckReport.Section section) {
        try {
            var record = SpfRecord.parse(tree.record());
            var all = record.directives().stream()
                    .filter(d -> d.mechanism() instanceof SpfMechanism.All)
                    .findFirst();
            if (all.isEmpty() && record.redirect().isEmpty()) {
                section.wrong("It does not say what of all other senders: end it with -all or ~all.");
            } else if (all.isPresent() && all.get().result() == ResultWord.PASS) {
                section.wrong("It allows the whole world (+all): anybody may send in this name.");
            } else if (all.isPresent() && all.get().result() == ResultWord.NEUTRAL) {
                section.note("It ends with ?all, which says nothing of other senders; -all or ~all does.");
            }
        } catch (SyntaxException malformed) {
            // already said as the record's problem
        }
    }

    void dkim(List<String> selectors, CheckReport.Section section) {
        if (selectors.isEmpty()) {
            section.note("No selector was given, and the DNS does not list them. Look into DKIM-Signature: of a mail"
                    + " (s=...) and name it by --selector.");
        }
        selectors.forEach(selector -> key(selector, section));
    }

    private void key(String selector, CheckReport.Section section) {
        var name = selector + "._domainkey." + domain;
        var answer = dns.txt(name);
        var records = answer.recordsOrNone();
        if (answer instanceof DnsAnswer.TemporaryFailure<String> f) {
            section.wrong("The key at " + name + " could not be had: " + f.why());
        } else if (records.size() != 1) {
            section.wrong(
                    records.isEmpty()
                            ? "There is no key at " + name + "."
                            : "There are " + records.size() + " records at " + name + "; one must stand there.",
                    name + ". IN TXT \"v=DKIM1; k=rsa; p=<base64 of the public key>\"");
        } else {
            judge(name, records.getFirst(), section);
        }
    }

    private static void judge(String name, String text, CheckReport.Section section) {
        try {
            var record = DkimKeyRecord.parse(text);
            switch (record.material()) {
                case DkimKeyRecord.Material.Revoked r -> section.note(name + ": the key was withdrawn (p is empty).");
                case DkimKeyRecord.Material.Unknown u ->
                    section.wrong(name + ": the key type " + record.keyType() + " is not known.");
                case DkimKeyRecord.Material.Key k -> strength(name, record, section);
            }
            if (record.isTesting()) {
                section.note(name + ": the flag t=y says that DKIM is only being tested.");
            }
        } catch (SyntaxException e) {
            section.wrong(name + ": the record is malformed: " + e.getMessage());
        }
    }

    private static void strength(String name, DkimKeyRecord record, CheckReport.Section section) {
        var text = name + ": " + record.keyType() + " key of " + record.bits() + " bits";
        boolean rsa = record.keyType().equals("rsa");
        if (rsa && record.bits() < WEAK) {
            section.wrong(text + ". RFC 8301 §3.2 forbids less than " + WEAK + "; use " + ADVISED + ".");
        } else if (rsa && record.bits() < ADVISED) {
            section.note(text + "; " + ADVISED + " are advised.");
        } else {
            section.fine(text + ".");
        }
    }

    void dmarc(boolean receives, CheckReport report) {
        var section = report.section("DMARC");
        var wanted = "_dmarc." + domain + ". IN TXT \"v=DMARC1; p=" + (receives ? "quarantine" : "reject")
                + "; rua=mailto:dmarc-reports@" + domain + "\"";
        long own = dns.txt("_dmarc." + domain).recordsOrNone().stream()
                .filter(DmarcRecord::isDmarc)
                .count();
        if (own > 1) {
            section.wrong("There are " + own + " records at _dmarc." + domain + ": none of them counts.", wanted);
        }
        // RFC 9989 §4.10.1: without a record of its own a domain has that of its organization, above it
        switch (new DmarcVerifier(dns, InstantSource.system()).discover(domain)) {
            case DmarcDiscovery.Undecided u -> section.wrong("The record could not be had, here or above: " + u.why());
            case DmarcDiscovery.None none when own > 1 -> {}
            case DmarcDiscovery.None none ->
                section.wrong(
                        "There is no record, here or above: nobody refuses mail that only claims to be yours.", wanted);
            case DmarcDiscovery.Found(var from, var record) -> {
                policy(record, from, wanted, section);
                new ReportDestinations(dns, section, report.list("reportDestinations")).of(from, record);
            }
        }
    }

    private void policy(DmarcRecord record, String from, String wanted, CheckReport.Section section) {
        boolean inherited = !from.equals(domain);
        section.fine((inherited ? "From " + from + ": " : "") + record.text());
        record.faults().forEach(fault -> section.wrong("In the record: " + fault));
        if (!record.isUsable()) {
            section.wrong("The record cannot be used: p is missing or wrong.", wanted);
        } else if (record.testMode()) {
            section.note("t=y asks for a milder policy while it is being tested.");
        }
        switch (inherited ? record.subdomains() : record.own()) {
            case NONE -> section.note("The policy is none: forged mail is delivered. quarantine or reject protects.");
            case QUARANTINE -> section.fine("Mail that fails goes to quarantine.");
            case REJECT -> section.fine("Mail that fails is refused.");
        }
    }
}

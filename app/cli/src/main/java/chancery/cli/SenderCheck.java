package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.mailauth.DkimKeyRecord;
import chancery.mailauth.DmarcRecord;
import chancery.mailauth.ResultWord;
import chancery.mailauth.SpfMechanism;
import chancery.mailauth.SpfRecord;
import chancery.mailauth.SpfTree;
import chancery.mailauth.SpfVerifier;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** How mail from a domain is told from mail that only claims to be. */
final class SenderCheck {
    private static final int WEAK = 1024;
    private static final int ADVISED = 2048;
    private static final int MOST_LABELS = 8;

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

    void dmarc(boolean receives, CheckReport.Section section) {
        var wanted = "_dmarc." + domain + ". IN TXT \"v=DMARC1; p=" + (receives ? "quarantine" : "reject")
                + "; rua=mailto:dmarc-reports@" + domain + "\"";
        // RFC 9989 §4.10: without a record of its own a domain has that of its organization, above it
        var own = dns.txt("_dmarc." + domain);
        if (own instanceof DnsAnswer.TemporaryFailure<String> f) {
            section.wrong("The record at _dmarc." + domain + " could not be had: " + f.why());
            return;
        }
        var records = own.recordsOrNone().stream().filter(DmarcRecord::isDmarc).toList();
        if (records.size() > 1) {
            section.wrong(
                    "There are " + records.size() + " records at _dmarc." + domain + ": none of them counts.", wanted);
            return;
        }
        var from = records.isEmpty() ? above() : Optional.of(domain);
        if (from.isEmpty()) {
            section.wrong(
                    "There is no record, here or above: nobody refuses mail that only claims to be yours.", wanted);
            return;
        }
        var text = records.isEmpty() ? record(from.get()) : records.getFirst();
        policy(text, from.get(), wanted, section);
    }

    private Optional<String> above() {
        int dot = domain.indexOf('.');
        for (int labels = 0; dot >= 0 && labels < MOST_LABELS; labels++) {
            var parent = domain.substring(dot + 1);
            if (!record(parent).isEmpty()) {
                return Optional.of(parent);
            }
            dot = domain.indexOf('.', dot + 1);
        }
        return Optional.empty();
    }

    private String record(String name) {
        var found = dns.txt("_dmarc." + name).recordsOrNone().stream()
                .filter(DmarcRecord::isDmarc)
                .toList();
        return found.size() == 1 ? found.getFirst() : "";
    }

    private void policy(String text, String from, String wanted, CheckReport.Section section) {
        try {
            var record = DmarcRecord.parse(text);
            boolean inherited = !from.equals(domain);
            var policy = inherited ? record.subdomains() : record.own();
            section.fine((inherited ? "From " + from + ": " : "") + text);
            record.faults().forEach(fault -> section.wrong("In the record: " + fault));
            if (!record.isUsable()) {
                section.wrong("The record cannot be used: p is missing or wrong.", wanted);
            } else if (record.testMode()) {
                section.note("t=y asks for a milder policy while it is being tested.");
            }
            switch (policy) {
                case NONE ->
                    section.note("The policy is none: forged mail is delivered. quarantine or reject protects.");
                case QUARANTINE -> section.fine("Mail that fails goes to quarantine.");
                case REJECT -> section.fine("Mail that fails is refused.");
            }
            reports(record.aggregateReports(), section);
        } catch (SyntaxException e) {
            section.wrong("The record is malformed: " + e.getMessage(), wanted);
        }
    }

    private void reports(List<URI> addresses, CheckReport.Section section) {
        if (addresses.isEmpty()) {
            section.note("rua is missing: nobody tells you who sends in your name.");
        } else {
            section.fine("Reports go to "
                    + String.join(", ", addresses.stream().map(URI::toString).toList()));
        }
    }
}

package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The SPF record of a domain with all records it refers to, as its owner wants to see them: how many of the ten look-ups
 * (RFC 7208 §4.6.4) a mail may cost at worst, and what is wrong where.
 *
 * @param domain whose record this is
 * @param via the term that led here, empty for the first
 * @param record as published, empty when there is none or several
 * @param ownLookups terms of this record alone that ask the DNS
 * @param problem one phrase, empty when there is none
 * @param children records that it includes or redirects to; names with macros cannot be followed
 */
public record SpfTree(
        String domain, String via, String record, int ownLookups, String problem, List<SpfTree> children) {
    /** Records that are fetched for one tree at most. */
    public static final int MOST_RECORDS = 50;

    public SpfTree {
        children = List.copyOf(children);
    }

    /** Fetches and reads the records. Blocks for at most {@link #MOST_RECORDS} look-ups. */
    public static SpfTree of(String domain, DnsResolver dns) {
        return new Walk(dns).visit(domain, "");
    }

    /** Terms that ask the DNS when no mechanism before them fits: more than ten make some mails permerror. */
    public int lookups() {
        return ownLookups + children.stream().mapToInt(SpfTree::lookups).sum();
    }

    private static final class Walk {
        private final DnsResolver dns;
        private final Set<String> open = new HashSet<>();
        private int fetched;

        Walk(DnsResolver dns) {
            this.dns = dns;
        }

        SpfTree visit(String domain, String via) {
            if (fetched++ >= MOST_RECORDS) {
                return leaf(domain, via, "", "not fetched: too many records");
            }
            if (!open.add(domain)) {
                return leaf(domain, via, "", "refers to itself");
            }
            try {
                return fetch(domain, via);
            } finally {
                open.remove(domain);
            }
        }

        private static SpfTree leaf(String domain, String via, String record, String problem) {
            return new SpfTree(domain, via, record, 0, problem, List.of());
        }

        private SpfTree fetch(String domain, String via) {
            var answer = dns.txt(domain);
            if (answer instanceof DnsAnswer.TemporaryFailure<String> failure) {
                return leaf(domain, via, "", failure.why());
            }
            var records =
                    answer.recordsOrNone().stream().filter(SpfRecord::isSpf).toList();
            if (records.size() != 1) {
                return leaf(domain, via, "", records.isEmpty() ? "no SPF record" : records.size() + " SPF records");
            }
            try {
                return read(domain, via, SpfRecord.parse(records.getFirst()));
            } catch (SyntaxException e) {
                return leaf(domain, via, records.getFirst(), String.valueOf(e.getMessage()));
            }
        }

        private SpfTree read(String domain, String via, SpfRecord record) {
            var children = new ArrayList<SpfTree>();
            for (var directive : record.directives()) {
                if (directive.mechanism() instanceof SpfMechanism.Include include) {
                    follow(include.domain(), directive.text(), children);
                }
            }
            if (!record.hasAll()) {
                record.redirect().ifPresent(to -> follow(to, "redirect=" + to.text(), children));
            }
            return new SpfTree(domain, via, record.text(), record.lookupTerms(), "", children);
        }

        private void follow(MacroString target, String term, List<SpfTree> children) {
            if (target.isFixed()) {
                String name = target.text();
                children.add(visit(name.endsWith(".") ? name.substring(0, name.length() - 1) : name, term));
            }
        }
    }
}

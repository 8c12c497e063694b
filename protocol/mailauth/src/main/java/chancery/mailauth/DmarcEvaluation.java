package chancery.mailauth;

import chancery.mailauth.DmarcRecord.Policy;
import chancery.mailauth.DmarcResult.Alignment;
import chancery.mailauth.DmarcResult.Identifier;
import chancery.mailauth.DmarcTree.Node;
import chancery.mailauth.DmarcTree.Walk;
import chancery.mime.HeaderMailbox;
import chancery.mime.HeaderSection;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One run of RFC 9989 §5.3. */
final class DmarcEvaluation {
    private final DnsResolver dns;
    private final DmarcTree tree;
    private final SpfResult mailFrom;
    private final List<DkimResult> signatures;

    /** A policy that can be had, or why it cannot be told. */
    private record Wanted(Policy policy, String trouble) {}

    DmarcEvaluation(DnsResolver dns, SpfResult mailFrom, List<DkimResult> signatures) {
        this.dns = dns;
        this.tree = new DmarcTree(dns);
        this.mailFrom = mailFrom;
        this.signatures = signatures;
    }

    DmarcResult run(HeaderSection header) {
        Set<String> domains = new LinkedHashSet<>();
        String problem = authorDomains(header, domains);
        if (!problem.isEmpty()) {
            return without(ResultWord.PERMERROR, "", problem);
        }
        return of(domains.iterator().next());
    }

    // RFC 9989 §5.3.1, §11.5: of several domains an attacker would choose which one is checked
    private static String authorDomains(HeaderSection header, Set<String> domains) {
        if (header.all("From").size() != 1) {
            return header.all("From").size() + " From fields";
        }
        var mailboxes = header.addresses("From").mailboxes();
        for (HeaderMailbox mailbox : mailboxes) {
            var address = mailbox.address();
            if (address.isEmpty() || address.get().domain().startsWith("[")) {
                return "From holds what is no address with a domain";
            }
            domains.add(address.get().domain());
        }
        return domains.size() == 1 ? "" : domains.size() + " domains in From";
    }

    private DmarcResult without(ResultWord word, String author, String problem) {
        return new DmarcResult(
                word, author, "", "", "", Policy.NONE, Policy.NONE, false, List.of(), tree.queries(), problem);
    }

    private DmarcResult of(String author) {
        return switch (tree.discover(author)) {
            case DmarcDiscovery.Undecided u -> without(ResultWord.TEMPERROR, author, u.why());
            case DmarcDiscovery.None none -> without(ResultWord.NONE, author, "no DMARC record");
            case DmarcDiscovery.Found f -> judged(author, new Node(f.policyDomain(), f.record()));
        };
    }

    private DmarcResult judged(String author, Node node) {
        var record = node.record();
        // RFC 9989 §4.10.1
        if (!record.isUsable()) {
            return without(ResultWord.NONE, author, "the record has no valid policy, and nobody to tell of it");
        }
        var walk = walk(author, record);
        var identifiers = identifiers(author, record, walk);
        boolean pass = identifiers.stream().anyMatch(i -> i.result() == ResultWord.PASS && isAligned(i.alignment()));
        boolean open = identifiers.stream().anyMatch(DmarcEvaluation::isOpen);
        var wanted = pass ? new Wanted(wantedOf(author, node, false), "") : wanted(author, node);
        var word = pass ? ResultWord.PASS : ResultWord.FAIL;
        String problem = "";
        if (!pass && (open || !wanted.trouble().isEmpty())) {
            // RFC 9989 §5.3.6
            word = ResultWord.TEMPERROR;
            problem = open ? "an identifier could not be checked" : wanted.trouble();
        }
        return new DmarcResult(
                word,
                author,
                organization(author, node, walk),
                node.domain(),
                record.text(),
                wanted.policy(),
                record.testMode() ? wanted.policy().milder() : wanted.policy(),
                record.testMode(),
                identifiers,
                tree.queries(),
                problem);
    }

    /** The author's way up, where it is needed to tell whether another domain is aligned. */
    private Optional<Walk> walk(String author, DmarcRecord record) {
        boolean relaxed = record.dkimAlignment() == DmarcRecord.Alignment.RELAXED
                || record.spfAlignment() == DmarcRecord.Alignment.RELAXED;
        boolean others = candidates().stream().anyMatch(i -> !i.domain().equals(author));
        return relaxed && others ? Optional.of(tree.up(author)) : Optional.empty();
    }

    private List<Identifier> identifiers(String author, DmarcRecord record, Optional<Walk> walk) {
        return candidates().stream()
                .map(i -> new Identifier(i.method(), i.domain(), i.result(), alignment(i, author, record, walk)))
                .toList();
    }

    private String organization(String author, Node node, Optional<Walk> walk) {
        if (walk.isPresent()) {
            return walk.get().isComplete() ? walk.get().organizationalDomain() : "";
        }
        return node.domain().equals(author) ? "" : tree.up(author).organizationalDomain();
    }

    private List<Identifier> candidates() {
        var candidates = new ArrayList<Identifier>();
        var seen = new LinkedHashSet<String>();
        if (!mailFrom.domain().isEmpty()) {
            String domain = mailFrom.domain().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
            candidates.add(new Identifier("spf", domain, mailFrom.result(), Alignment.NONE));
        }
        for (var signature : signatures) {
            if (!signature.domain().isEmpty() && seen.add(signature.domain() + " " + signature.result())) {
                candidates.add(new Identifier("dkim", signature.domain(), signature.result(), Alignment.NONE));
            }
        }
        return candidates;
    }

    private static boolean isAligned(Alignment alignment) {
        return alignment == Alignment.STRICT || alignment == Alignment.RELAXED;
    }

    /** Might be what makes the mail pass, if the DNS were well. */
    private static boolean isOpen(Identifier i) {
        boolean maybePassed = i.result() == ResultWord.PASS && i.alignment() == Alignment.UNKNOWN;
        return maybePassed || (i.result() == ResultWord.TEMPERROR && i.alignment() != Alignment.NONE);
    }

    // RFC 9989 §4.10.2
    private Alignment alignment(Identifier candidate, String author, DmarcRecord record, Optional<Walk> walk) {
        String domain = candidate.domain();
        if (domain.equals(author)) {
            return Alignment.STRICT;
        }
        var mode = candidate.method().equals("spf") ? record.spfAlignment() : record.dkimAlignment();
        boolean matters = candidate.result() == ResultWord.PASS || candidate.result() == ResultWord.TEMPERROR;
        if (mode == DmarcRecord.Alignment.STRICT || walk.isEmpty() || !matters) {
            return Alignment.NONE;
        }
        if (!walk.get().isComplete()) {
            return related(domain, author) ? Alignment.UNKNOWN : Alignment.NONE;
        }
        // the organizational domain of a domain is the domain or above it: others are not asked for
        String organization = walk.get().organizationalDomain();
        if (!isWithin(domain, organization)) {
            return Alignment.NONE;
        }
        var other = tree.up(domain);
        if (!other.isComplete()) {
            return Alignment.UNKNOWN;
        }
        return other.organizationalDomain().equals(organization) ? Alignment.RELAXED : Alignment.NONE;
    }

    private static boolean isWithin(String domain, String outer) {
        return domain.equals(outer) || domain.endsWith("." + outer);
    }

    /** Share more than the last label. */
    private static boolean related(String one, String other) {
        String top = other.substring(other.lastIndexOf('.') + 1);
        String label = other.substring(0, Math.max(0, other.length() - top.length() - 1));
        String registered = label.substring(label.lastIndexOf('.') + 1) + "." + top;
        return isWithin(one, registered);
    }

    private static Policy wantedOf(String author, Node node, boolean nonExistent) {
        var record = node.record();
        if (node.domain().equals(author)) {
            return record.own();
        }
        return nonExistent ? record.nonExistent() : record.subdomains();
    }

    private Wanted wanted(String author, Node node) {
        var record = node.record();
        boolean choice = !node.domain().equals(author) && record.subdomains() != record.nonExistent();
        if (!choice) {
            return new Wanted(wantedOf(author, node, false), "");
        }
        // RFC 9989 §3.2.13, §A.4: a name exists, whatever stands there, unless the DNS says that it does not. An alias
        // is not followed, since where it leads to may be gone.
        return switch (dns.cname(author)) {
            case DnsAnswer.Records<String> r -> new Wanted(wantedOf(author, node, false), "");
            case DnsAnswer.NoRecords<String> none -> new Wanted(wantedOf(author, node, false), "");
            case DnsAnswer.NoDomain<String> none -> new Wanted(wantedOf(author, node, true), "");
            case DnsAnswer.TemporaryFailure<String> f -> new Wanted(Policy.NONE, f.why());
        };
    }
}

package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mailauth.DmarcRecord.PublicSuffix;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The DNS tree walk (RFC 9989 §4.10) for the domains of one mail; asks for each name once. */
final class DmarcTree {
    private static final int MOST_LABELS = 7;

    private final DnsResolver dns;
    private final Map<String, Found> asked = new LinkedHashMap<>();

    /** What stands at one name. */
    private sealed interface Found {
        record Policy(DmarcRecord record) implements Found {}

        record Nothing() implements Found {}

        record Failed(String why) implements Found {}
    }

    /** A valid record with the domain it was published for. */
    record Node(String domain, DmarcRecord record) {}

    /**
     * The records on the way up from a domain.
     *
     * @param nodes from the longest name to the shortest
     * @param failure why the way could not be gone to its end, empty when it was
     */
    record Walk(String start, List<Node> nodes, String failure) {
        Walk {
            nodes = List.copyOf(nodes);
        }

        boolean isComplete() {
            return failure.isEmpty();
        }

        Optional<Node> at(String domain) {
            return nodes.stream().filter(n -> n.domain().equals(domain)).findFirst();
        }

        // RFC 9989 §4.10.2
        String organizationalDomain() {
            for (Node node : nodes) {
                switch (node.record().publicSuffix()) {
                    case NO -> {
                        return node.domain();
                    }
                    case YES -> {
                        if (!node.domain().equals(start)) {
                            return below(node.domain());
                        }
                    }
                    case UNKNOWN -> {}
                }
            }
            return nodes.isEmpty() ? start : nodes.getLast().domain();
        }

        private String below(String suffix) {
            String rest = start.substring(0, start.length() - suffix.length() - 1);
            return rest.substring(rest.lastIndexOf('.') + 1) + "." + suffix;
        }

        /** The record for a domain that has none of its own: the organization's, else the public suffix's. */
        Optional<Node> inherited() {
            var organization = at(organizationalDomain());
            return organization.isPresent()
                    ? organization
                    : nodes.stream()
                            .filter(n -> n.record().publicSuffix() == PublicSuffix.YES)
                            .findFirst();
        }
    }

    DmarcTree(DnsResolver dns) {
        this.dns = dns;
    }

    /** Names that were asked so far. */
    List<String> queries() {
        return List.copyOf(asked.keySet());
    }

    /** The record of this very domain, as a walk of one step. */
    Walk at(String domain) {
        return walk(domain, List.of(domain));
    }

    // RFC 9989 §4.10.1
    DmarcDiscovery discover(String domain) {
        var own = at(domain);
        var way = own.isComplete() && own.at(domain).isEmpty() ? up(domain) : own;
        if (!way.isComplete()) {
            return new DmarcDiscovery.Undecided(way.failure());
        }
        return way.at(domain)
                .or(way::inherited)
                .<DmarcDiscovery>map(n -> new DmarcDiscovery.Found(n.domain(), n.record()))
                .orElse(new DmarcDiscovery.None());
    }

    Walk up(String domain) {
        return walk(domain, targets(domain));
    }

    // RFC 9989 §4.10
    static List<String> targets(String domain) {
        var targets = new ArrayList<String>();
        targets.add(domain);
        var labels = Arrays.asList(domain.split("\\.", -1));
        int first = Math.max(1, labels.size() - MOST_LABELS);
        for (int from = first; from < labels.size(); from++) {
            targets.add(String.join(".", labels.subList(from, labels.size())));
        }
        return targets;
    }

    private Walk walk(String start, List<String> targets) {
        var nodes = new ArrayList<Node>();
        for (String target : targets) {
            switch (ask(target)) {
                case Found.Policy policy -> {
                    nodes.add(new Node(target, policy.record()));
                    if (policy.record().publicSuffix() != PublicSuffix.UNKNOWN) {
                        return new Walk(start, nodes, "");
                    }
                }
                case Found.Nothing nothing -> {}
                case Found.Failed failed -> {
                    return new Walk(start, nodes, failed.why());
                }
            }
        }
        return new Walk(start, nodes, "");
    }

    private Found ask(String domain) {
        return asked.computeIfAbsent("_dmarc." + domain, name -> switch (dns.txt(name)) {
            case DnsAnswer.Records<String> r -> read(r.records());
            case DnsAnswer.NoRecords<String> none -> new Found.Nothing();
            case DnsAnswer.NoDomain<String> none -> new Found.Nothing();
            case DnsAnswer.TemporaryFailure<String> f -> new Found.Failed(f.why());
        });
    }

    private static Found read(List<String> texts) {
        var records = texts.stream().filter(DmarcRecord::isDmarc).toList();
        if (records.size() != 1) {
            return new Found.Nothing();
        }
        try {
            return new Found.Policy(DmarcRecord.parse(records.getFirst()));
        } catch (SyntaxException e) {
            return new Found.Nothing();
        }
    }
}

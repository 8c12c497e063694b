package chancery.mailauth;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mailauth.DmarcDestination.Reason;
import chancery.mailauth.DmarcDestination.Tag;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The destinations of one record (RFC 9990 §4). */
final class DmarcDestinationCheck {
    private static final int LONGEST_NAME = 253;
    private static final int MOST_SHOWN = 5;
    private static final int LONGEST_SHOWN = 200;

    private final DnsResolver dns;
    private final DmarcTree tree;
    private final String policyDomain;
    private final DmarcRecord record;
    private final Map<String, DnsAnswer<String>> asked = new HashMap<>();

    /** Whose a host is. */
    private sealed interface Place {
        record Inside(String organization) implements Place {}

        record Outside() implements Place {}

        record Unknown(String why) implements Place {}
    }

    DmarcDestinationCheck(DnsResolver dns, String policyDomain, DmarcRecord record) {
        this.dns = dns;
        this.tree = new DmarcTree(dns);
        this.policyDomain = policyDomain.toLowerCase(Locale.ROOT);
        this.record = record;
    }

    List<DmarcDestination> run() {
        var found = new ArrayList<DmarcDestination>();
        for (Tag tag : Tag.values()) {
            tag.of(record).forEach(uri -> found.add(destination(tag, uri)));
        }
        return List.copyOf(found);
    }

    private DmarcDestination destination(Tag tag, URI uri) {
        EmailAddress address;
        try {
            address = MailtoUri.address(uri);
        } catch (SyntaxException e) {
            return new DmarcDestination.Unusable(tag, uri, "no mailto URI of one mailbox: " + e.getMessage());
        }
        String name = DmarcDestination.consentName(policyDomain, address.domain());
        // RFC 9991 §2: such reports hold the mail of those who registered below
        if (tag == Tag.RUF && record.publicSuffix() == DmarcRecord.PublicSuffix.YES) {
            return new DmarcDestination.Refused(tag, uri, name, List.of(), Reason.PUBLIC_SUFFIX);
        }
        return switch (place(address.domain())) {
            case Place.Inside(var organization) -> new DmarcDestination.Internal(tag, uri, address, organization);
            case Place.Unknown(var why) -> new DmarcDestination.Undecided(tag, uri, name, why);
            case Place.Outside _ -> outside(tag, uri, address, name);
        };
    }

    private Place place(String host) {
        var own = tree.up(policyDomain);
        if (host.equals(policyDomain)) {
            return new Place.Inside(own.isComplete() ? own.organizationalDomain() : policyDomain);
        }
        if (!own.isComplete()) {
            return lastLabel(host).equals(lastLabel(policyDomain))
                    ? new Place.Unknown(own.failure())
                    : new Place.Outside();
        }
        // the organizational domain of a host is the host or above it: others need not be asked for theirs
        String organization = own.organizationalDomain();
        if (!isWithin(host, organization)) {
            return new Place.Outside();
        }
        var other = tree.up(host);
        if (!other.isComplete()) {
            return new Place.Unknown(other.failure());
        }
        return other.organizationalDomain().equals(organization) ? new Place.Inside(organization) : new Place.Outside();
    }

    private static boolean isWithin(String domain, String outer) {
        return domain.equals(outer) || domain.endsWith("." + outer);
    }

    private static String lastLabel(String domain) {
        return domain.substring(domain.lastIndexOf('.') + 1);
    }

    private DmarcDestination outside(Tag tag, URI uri, EmailAddress address, String name) {
        if (name.length() > LONGEST_NAME) {
            return new DmarcDestination.Refused(tag, uri, name, List.of(), Reason.NAME_TOO_LONG);
        }
        var answer = asked.computeIfAbsent(name, dns::txt);
        return switch (answer) {
            case DnsAnswer.TemporaryFailure<String> f -> new DmarcDestination.Undecided(tag, uri, name, f.why());
            case DnsAnswer.NoDomain<String> none -> refused(tag, uri, name, List.of(), Reason.NO_CONSENT);
            case DnsAnswer.NoRecords<String> none -> refused(tag, uri, name, List.of(), Reason.NO_CONSENT);
            case DnsAnswer.Records<String> r -> read(tag, uri, address, name, r);
        };
    }

    private static DmarcDestination refused(Tag tag, URI uri, String name, List<String> texts, Reason reason) {
        var shown = texts.stream()
                .limit(MOST_SHOWN)
                .map(t -> t.length() > LONGEST_SHOWN ? t.substring(0, LONGEST_SHOWN) : t)
                .toList();
        return new DmarcDestination.Refused(tag, uri, name, shown, reason);
    }

    // several records are no trouble here, unlike those of a policy; their order in an answer has no meaning
    private static DmarcDestination read(
            Tag tag, URI uri, EmailAddress address, String name, DnsAnswer.Records<String> answer) {
        var texts = answer.records().stream().sorted().toList();
        var records = texts.stream().flatMap(t -> consent(t).stream()).toList();
        if (records.isEmpty()) {
            return refused(tag, uri, name, texts, Reason.NO_CONSENT);
        }
        var wanted = records.stream().flatMap(r -> tag.of(r).stream()).toList();
        var recipients = wanted.stream()
                .flatMap(u -> atHost(u, address.domain()).stream())
                .distinct()
                .limit(DmarcRecord.MOST_URIS)
                .toList();
        if (!wanted.isEmpty() && recipients.isEmpty()) {
            // neither there nor to the address that the policy names: the consumer does not want it at that one
            return refused(tag, uri, name, texts, Reason.REPLACED_ELSEWHERE);
        }
        return new DmarcDestination.Authorized(
                tag,
                uri,
                name,
                records.stream().map(DmarcRecord::text).toList(),
                answer.security(),
                wanted.isEmpty() ? List.of(address) : recipients,
                !wanted.isEmpty());
    }

    private static Optional<DmarcRecord> consent(String text) {
        try {
            return Optional.of(DmarcRecord.parse(text));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    /** An address that may stand in for the one of the policy; another host would only pass the flood on. */
    private static Optional<EmailAddress> atHost(URI uri, String host) {
        try {
            var address = MailtoUri.address(uri);
            return address.domain().equals(host) ? Optional.of(address) : Optional.empty();
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }
}

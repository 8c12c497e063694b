package chancery.cli;

import chancery.mailauth.DmarcDestination;
import chancery.mailauth.DmarcDestinationVerifier;
import chancery.mailauth.DmarcRecord;
import chancery.net.DnsResolver;
import java.time.InstantSource;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the reports that a DMARC record asks for can arrive, and what others must publish for it. */
final class ReportDestinations {
    private final DmarcDestinationVerifier verifier;
    private final CheckReport.Section section;
    private final ArrayNode json;

    ReportDestinations(DnsResolver dns, CheckReport.Section section, ArrayNode json) {
        this.verifier = new DmarcDestinationVerifier(dns, InstantSource.system());
        this.section = section;
        this.json = json;
    }

    void of(String policyDomain, DmarcRecord record) {
        if (record.aggregateReports().isEmpty()) {
            section.note("rua is missing: nobody tells you who sends in your name.");
        }
        verifier.verify(policyDomain, record).forEach(this::add);
    }

    private void add(DmarcDestination destination) {
        String reports =
                kind(destination.tag()) + " reports (" + destination.tag().word() + ")";
        String uri = destination.uri().toString();
        var node = json.addObject().put("tag", destination.tag().word()).put("uri", uri);
        switch (destination) {
            case DmarcDestination.Internal i -> {
                node.put("verdict", "internal").put("organizationalDomain", i.organizationalDomain());
                section.fine(reports + " go to " + uri + ".");
            }
            case DmarcDestination.Authorized a -> authorized(a, reports, node);
            case DmarcDestination.Refused r -> refused(r, reports, node);
            case DmarcDestination.Undecided u -> {
                node.put("verdict", "undecided").put("name", u.name()).put("problem", u.why());
                section.wrong(reports + ": whether " + uri + " wants them could not be found out at " + u.name() + ": "
                        + u.why());
            }
            case DmarcDestination.Unusable u -> {
                node.put("verdict", "unusable").put("problem", u.why());
                section.wrong(reports + " do not go to " + uri + ": " + u.why() + ". Senders leave it out.");
            }
        }
        var recipients = node.putArray("recipients");
        destination.recipients().forEach(address -> recipients.add(address.toString()));
    }

    private void authorized(DmarcDestination.Authorized a, String reports, ObjectNode node) {
        node.put("verdict", "authorized").put("name", a.name()).put("replaced", a.replaced());
        var records = node.putArray("records");
        a.records().forEach(records::add);
        var instead = a.recipients().stream().map(Object::toString).collect(Collectors.joining(", "));
        section.fine(reports + " go to " + a.uri() + ", and it agrees: its record at " + a.name() + " says so"
                + (a.replaced() ? ", and wants them at " + instead + " instead." : "."));
    }

    private void refused(DmarcDestination.Refused r, String reports, ObjectNode node) {
        node.put("verdict", "refused")
                .put("name", r.name())
                .put("problem", r.reason().explanation());
        var records = node.putArray("records");
        r.records().forEach(records::add);
        String start = reports + " are not sent to " + r.uri() + ": ";
        String consent = r.name() + ". IN TXT \"" + DmarcDestination.CONSENT + "\"";
        switch (r.reason()) {
            case NO_CONSENT -> {
                node.put("publish", consent);
                String other = r.records().isEmpty()
                        ? ""
                        : " What stands there is no DMARC record: "
                                + r.records().getFirst();
                section.wrong(
                        start + "it is another organization's and does not say that it wants them. Whoever runs it must"
                                + " publish a record, or name an address of your own." + other,
                        consent);
            }
            case REPLACED_ELSEWHERE -> {
                node.put("publish", consent);
                section.wrong(start + r.reason().explanation() + ". Whoever runs it must put that right.", consent);
            }
            case NAME_TOO_LONG, PUBLIC_SUFFIX ->
                section.wrong(start + r.reason().explanation() + ".");
        }
    }

    private static String kind(DmarcDestination.Tag tag) {
        return switch (tag) {
            case RUA -> "Aggregate";
            case RUF -> "Failure";
        };
    }
}

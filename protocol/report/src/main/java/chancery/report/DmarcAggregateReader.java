package chancery.report;

import chancery.mail.SyntaxException;
import chancery.report.DmarcAggregate.Disposition;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads DMARC aggregate reports (RFC 9990) in any namespace and the forms before it. */
public final class DmarcAggregateReader {
    private final ReportLimits limits;
    private final List<DmarcAggregate.Row> rows = new ArrayList<>();
    private final List<String> defects = new ArrayList<>();
    private Optional<SyntaxException> refused = Optional.empty();

    private DmarcAggregateReader(ReportLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a report, packed or not.
     *
     * @throws SyntaxException when it is none, breaks a limit, declares a document type, or has a period, an address or
     *     a number that cannot be one
     */
    public static DmarcAggregate parse(byte[] file, ReportLimits limits) throws SyntaxException {
        return new DmarcAggregateReader(limits).report(ReportFile.unpack(file, limits));
    }

    private DmarcAggregate report(byte[] document) throws SyntaxException {
        var xml = new XmlReader(document, limits, this::keep);
        XmlElement root = xml.read();
        if (refused.isPresent()) {
            throw refused.get();
        }
        XmlElement feedback =
                root.find("feedback").orElseThrow(() -> new SyntaxException("no feedback element in the report", 0));
        XmlElement metadata = required(feedback, "report_metadata");
        XmlElement range = required(metadata, "date_range");
        XmlElement published = required(feedback, "policy_published");
        defects.addAll(xml.defects());
        return new DmarcAggregate(
                reporter(metadata),
                instant(range, "begin"),
                instant(range, "end"),
                policy(published),
                rows,
                defects.stream().distinct().toList());
    }

    /** Rows become values at once and leave the tree, so that memory holds no more than one as elements. */
    private boolean keep(XmlElement element) {
        if (!element.name().equals("record")) {
            return true;
        }
        try {
            if (refused.isEmpty()) {
                rows.add(row(element));
            }
            if (rows.size() > limits.records()) {
                throw new SyntaxException("more than " + limits.records() + " records", 0);
            }
        } catch (SyntaxException e) {
            refused = Optional.of(e);
        }
        return false;
    }

    private static XmlElement required(XmlElement parent, String name) throws SyntaxException {
        return parent.first(name).orElseThrow(() -> new SyntaxException("no " + name + " in the report", 0));
    }

    private static Instant instant(XmlElement range, String name) throws SyntaxException {
        try {
            return Instant.ofEpochSecond(number(range.value(name).orElse(""), name));
        } catch (DateTimeException e) {
            throw new SyntaxException(name + " is no time", 0);
        }
    }

    private static long number(String text, String name) throws SyntaxException {
        if (!text.matches("[0-9]{1,18}")) {
            throw new SyntaxException(name + " is no number", 0);
        }
        return Long.parseLong(text);
    }

    private static DmarcAggregate.Reporter reporter(XmlElement metadata) {
        return new DmarcAggregate.Reporter(
                metadata.value("org_name").orElse(""),
                metadata.value("email").orElse(""),
                metadata.value("extra_contact_info"),
                metadata.value("report_id").orElse(""),
                metadata.all("error").stream().map(XmlElement::text).toList(),
                metadata.value("generator"));
    }

    private DmarcAggregate.Policy policy(XmlElement published) throws SyntaxException {
        String domain =
                published.value("domain").orElseThrow(() -> new SyntaxException("no domain in policy_published", 0));
        return new DmarcAggregate.Policy(
                domain.toLowerCase(Locale.ROOT),
                disposition(published, "p"),
                disposition(published, "sp"),
                disposition(published, "np"),
                word(published, "adkim"),
                word(published, "aspf"),
                word(published, "fo"),
                word(published, "testing"),
                word(published, "discovery_method"),
                word(published, "pct"));
    }

    private static Optional<String> word(XmlElement parent, String name) {
        return parent.value(name).map(v -> v.toLowerCase(Locale.ROOT));
    }

    private Optional<Disposition> disposition(XmlElement parent, String name) {
        Optional<String> word = word(parent, name);
        Optional<Disposition> known = word.flatMap(w -> List.of(Disposition.values()).stream()
                .filter(d -> d.word().equals(w))
                .findFirst());
        if (word.isPresent() && known.isEmpty()) {
            defects.add("an unknown word in " + name);
        }
        return known;
    }

    private DmarcAggregate.Row row(XmlElement row) throws SyntaxException {
        XmlElement source = required(row, "row");
        XmlElement evaluated = source.first("policy_evaluated").orElse(new XmlElement(""));
        XmlElement results = row.first("auth_results").orElse(new XmlElement(""));
        return new DmarcAggregate.Row(
                address(source.value("source_ip").orElse("")),
                number(source.value("count").orElse(""), "count"),
                disposition(evaluated, "disposition"),
                aligned(evaluated, "dkim"),
                aligned(evaluated, "spf"),
                overrides(evaluated),
                identifiers(row.first("identifiers").orElse(new XmlElement(""))),
                results(results, "dkim", "selector"),
                results(results, "spf", "scope"));
    }

    private static InetAddress address(String text) throws SyntaxException {
        boolean literal = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || text.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        try {
            if (literal) {
                return InetAddress.ofLiteral(text);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new SyntaxException("source_ip is no address", 0);
    }

    private Optional<Boolean> aligned(XmlElement evaluated, String mechanism) {
        Optional<String> word = word(evaluated, mechanism);
        if (word.isPresent() && !word.get().matches("pass|fail")) {
            defects.add("an unknown word in " + mechanism);
            return Optional.empty();
        }
        return word.map("pass"::equals);
    }

    private static List<DmarcAggregate.PolicyOverride> overrides(XmlElement evaluated) {
        return evaluated.all("reason").stream()
                .map(r -> new DmarcAggregate.PolicyOverride(word(r, "type").orElse(""), r.value("comment")))
                .filter(o -> !o.type().isEmpty() || o.comment().isPresent())
                .toList();
    }

    private static DmarcAggregate.Identifiers identifiers(XmlElement identifiers) {
        return new DmarcAggregate.Identifiers(
                identifiers.value("header_from").orElse(""),
                identifiers.first("envelope_from").map(XmlElement::text),
                identifiers.value("envelope_to"));
    }

    private static List<DmarcAggregate.Result> results(XmlElement parent, String mechanism, String qualifier) {
        return parent.all(mechanism).stream()
                .map(r -> new DmarcAggregate.Result(
                        r.value("domain").orElse(""),
                        r.value(qualifier),
                        word(r, "result").orElse(""),
                        r.value("human_result")))
                .toList();
    }
}

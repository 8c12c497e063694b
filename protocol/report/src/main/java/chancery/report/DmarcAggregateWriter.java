package chancery.report;

import chancery.report.DmarcAggregate.Disposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Writes DMARC aggregate reports (RFC 9990). */
public final class DmarcAggregateWriter {
    private static final int MOST_SIGNATURES = 100;

    private final StringBuilder xml = new StringBuilder(4096);
    private int depth;

    private DmarcAggregateWriter() {}

    /** The document, in UTF-8. Of a row's signatures the first 100 are written (RFC 9990). */
    public static byte[] write(DmarcAggregate report) {
        if (report.rows().isEmpty()) {
            throw new IllegalArgumentException("a report about nothing is not sent");
        }
        var writer = new DmarcAggregateWriter();
        writer.report(report);
        return writer.xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The mail that carries it packed; the subject of the head is replaced by the one that RFC 9990 wants. */
    public static byte[] mail(ReportHead head, DmarcAggregate report, String receiver) {
        String subject = "Report Domain: " + report.policy().domain() + " Submitter: " + receiver + " Report-ID: <"
                + report.reporter().reportId() + ">";
        var named = new ReportHead(head.from(), head.to(), subject, head.id(), head.date());
        String words = "This is a DMARC aggregate report about mail that claims to come from "
                + report.policy().domain() + ", as " + receiver + " saw it.\r\n";
        return new ReportFrame(named)
                .words(words)
                .file("application/gzip", fileName(report, receiver), packed(write(report)))
                .write("multipart/mixed");
    }

    /** {@code receiver!policy-domain!begin!end!unique-id.xml.gz} (RFC 9990). */
    static String fileName(DmarcAggregate report, String receiver) {
        String id = report.reporter().reportId().replaceAll("[^A-Za-z0-9]", "");
        String name = String.join(
                "!",
                receiver,
                report.policy().domain(),
                Long.toString(report.begin().getEpochSecond()),
                Long.toString(report.end().getEpochSecond()));
        return name + (id.isEmpty() ? "" : "!" + id) + ".xml.gz";
    }

    static byte[] packed(byte[] document) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(document);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be written", e);
        }
        return out.toByteArray();
    }

    private void report(DmarcAggregate report) {
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\">\n");
        depth++;
        value("version", "1.0");
        metadata(report);
        policy(report.policy());
        report.rows().forEach(this::row);
        xml.append("</feedback>\n");
    }

    private void metadata(DmarcAggregate report) {
        var reporter = report.reporter();
        group("report_metadata", () -> {
            value("org_name", reporter.organisation());
            value("email", reporter.email());
            value("extra_contact_info", reporter.extraContact());
            value("report_id", reporter.reportId());
            group("date_range", () -> {
                value("begin", Long.toString(report.begin().getEpochSecond()));
                value("end", Long.toString(report.end().getEpochSecond()));
            });
            reporter.errors().forEach(error -> value("error", error));
            value("generator", reporter.generator());
        });
    }

    private void policy(DmarcAggregate.Policy policy) {
        group("policy_published", () -> {
            value("domain", policy.domain());
            value("discovery_method", policy.discoveryMethod());
            value("p", policy.p().map(Disposition::word));
            value("sp", policy.sp().map(Disposition::word));
            value("np", policy.np().map(Disposition::word));
            value("fo", policy.fo());
            value("adkim", policy.adkim());
            value("aspf", policy.aspf());
            value("testing", policy.testing());
        });
    }

    private void row(DmarcAggregate.Row row) {
        group("record", () -> {
            group("row", () -> {
                value("source_ip", row.source().getHostAddress());
                value("count", Long.toString(row.count()));
                evaluated(row);
            });
            group("identifiers", () -> {
                value("header_from", row.identifiers().headerFrom());
                value("envelope_from", row.identifiers().envelopeFrom());
                value("envelope_to", row.identifiers().envelopeTo());
            });
            group("auth_results", () -> {
                results("dkim", "selector", row.dkim());
                results("spf", "scope", row.spf());
            });
        });
    }

    private void evaluated(DmarcAggregate.Row row) {
        group("policy_evaluated", () -> {
            value("disposition", row.disposition().map(Disposition::word));
            value("dkim", row.dkimAligned().map(DmarcAggregateWriter::word));
            value("spf", row.spfAligned().map(DmarcAggregateWriter::word));
            row.overrides()
                    .forEach(override -> group("reason", () -> {
                        value("type", override.type());
                        value("comment", override.comment());
                    }));
        });
    }

    private static String word(boolean aligned) {
        return aligned ? "pass" : "fail";
    }

    private void results(String mechanism, String qualifier, List<DmarcAggregate.Result> results) {
        results.stream()
                .limit(MOST_SIGNATURES)
                .forEach(result -> group(mechanism, () -> {
                    value("domain", result.domain());
                    value(qualifier, result.qualifier());
                    value("result", result.result().toLowerCase(Locale.ROOT));
                    value("human_result", result.humanResult());
                }));
    }

    private void group(String name, Runnable content) {
        xml.append("  ".repeat(depth++)).append('<').append(name).append(">\n");
        content.run();
        xml.append("  ".repeat(--depth)).append("</").append(name).append(">\n");
    }

    private void value(String name, Optional<String> text) {
        text.ifPresent(t -> value(name, t));
    }

    private void value(String name, String text) {
        xml.append("  ".repeat(depth)).append('<').append(name).append('>');
        xml.append(XmlText.escaped(text)).append("</").append(name).append(">\n");
    }
}

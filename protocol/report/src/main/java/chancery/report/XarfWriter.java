package chancery.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Writes XARF version 4. */
public final class XarfWriter {
    private XarfWriter() {}

    /** The document, in UTF-8. Details are written as texts; each evidence carries its size and SHA-256. */
    public static byte[] write(XarfReport report) {
        ObjectNode json = ReportJson.WRITER.createObjectNode();
        json.put("xarf_version", report.version());
        json.put("report_id", report.reportId());
        json.put("timestamp", report.timestamp().toString());
        contact(report.reporter(), json.putObject("reporter"));
        contact(report.sender(), json.putObject("sender"));
        json.put("source_identifier", report.source());
        report.sourcePort().ifPresent(port -> json.put("source_port", port));
        json.put("category", report.category());
        json.put("type", report.type());
        report.evidenceSource().ifPresent(v -> json.put("evidence_source", v));
        report.description().ifPresent(v -> json.put("description", v));
        new TreeMap<>(report.details()).forEach(json::put);
        if (!report.evidence().isEmpty()) {
            var evidence = json.putArray("evidence");
            report.evidence().forEach(item -> evidence(item, evidence.addObject()));
        }
        if (!report.tags().isEmpty()) {
            var tags = json.putArray("tags");
            report.tags().forEach(tags::add);
        }
        return ReportJson.WRITER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    }

    private static void contact(XarfReport.Contact contact, ObjectNode json) {
        json.put("org", contact.organisation());
        json.put("contact", contact.address());
        json.put("domain", contact.domain());
    }

    private static void evidence(XarfReport.Evidence item, ObjectNode json) {
        json.put("content_type", item.contentType());
        item.description().ifPresent(v -> json.put("description", v));
        json.put("payload", Base64.getEncoder().encodeToString(item.payload()));
        json.put("hash", "sha256:" + sha256(item.payload()));
        json.put("size", item.payload().length);
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

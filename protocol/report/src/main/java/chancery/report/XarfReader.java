package chancery.report;

import chancery.mail.SyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Reads XARF version 4. */
public final class XarfReader {
    private static final int MOST_EVIDENCE = 50;
    private static final int MOST_TAGS = 20;
    private static final Set<String> CATEGORIES =
            Set.of("messaging", "content", "copyright", "connection", "vulnerability", "infrastructure", "reputation");
    private static final Set<String> COMMON = Set.of(
            "xarf_version",
            "report_id",
            "timestamp",
            "reporter",
            "sender",
            "source_identifier",
            "source_port",
            "category",
            "type",
            "evidence_source",
            "evidence",
            "tags",
            "description",
            "_internal");

    private XarfReader() {}

    /**
     * Reads a report.
     *
     * @throws SyntaxException when a member that the format requires is missing or is not what it must be
     */
    public static XarfReport parse(byte[] file, ReportLimits limits) throws SyntaxException {
        JsonNode json = ReportJson.object(ReportFile.unpack(file, limits), limits);
        String version = ReportJson.required(json, "xarf_version");
        if (!version.matches("4\\.[0-9]{1,4}\\.[0-9]{1,4}")) {
            throw new SyntaxException("not XARF version 4", 0);
        }
        String category = ReportJson.required(json, "category");
        if (!CATEGORIES.contains(category)) {
            throw new SyntaxException("a category that XARF does not know", 0);
        }
        return new XarfReport(
                version,
                uuid(ReportJson.required(json, "report_id")),
                ReportJson.instant(json, "timestamp"),
                contact(ReportJson.object(json, "reporter")),
                contact(ReportJson.object(json, "sender")),
                ReportJson.required(json, "source_identifier"),
                port(json),
                category,
                ReportJson.required(json, "type"),
                ReportJson.text(json, "evidence_source"),
                ReportJson.text(json, "description"),
                evidence(json),
                tags(json),
                details(json));
    }

    private static String uuid(String text) throws SyntaxException {
        boolean shape = text.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
        if (!shape) {
            throw new SyntaxException("report_id is no UUID", 0);
        }
        return UUID.fromString(text).toString();
    }

    private static XarfReport.Contact contact(JsonNode contact) throws SyntaxException {
        return new XarfReport.Contact(
                ReportJson.required(contact, "org"),
                ReportJson.required(contact, "contact"),
                ReportJson.required(contact, "domain"));
    }

    private static OptionalInt port(JsonNode json) throws SyntaxException {
        long port = ReportJson.count(json, "source_port", 0);
        if (port > 65_535 || (port == 0 && json.has("source_port"))) {
            throw new SyntaxException("source_port is no port", 0);
        }
        return port == 0 ? OptionalInt.empty() : OptionalInt.of((int) port);
    }

    private static List<String> tags(JsonNode json) throws SyntaxException {
        List<String> tags = ReportJson.texts(json, "tags");
        if (tags.size() > MOST_TAGS) {
            throw new SyntaxException("more than " + MOST_TAGS + " tags", 0);
        }
        return tags;
    }

    private static List<XarfReport.Evidence> evidence(JsonNode json) throws SyntaxException {
        List<XarfReport.Evidence> all = new ArrayList<>();
        for (JsonNode item : ReportJson.objects(json, "evidence", MOST_EVIDENCE)) {
            byte[] payload = payload(ReportJson.text(item, "payload").orElse(""));
            all.add(new XarfReport.Evidence(
                    ReportJson.required(item, "content_type"),
                    ReportJson.text(item, "description"),
                    payload,
                    matches(ReportJson.text(item, "hash"), payload)));
        }
        return all;
    }

    private static byte[] payload(String base64) throws SyntaxException {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("evidence that is no base64", 0);
        }
    }

    /** A digest of a kind that nobody should trust does not match. */
    private static Optional<Boolean> matches(Optional<String> hash, byte[] payload) {
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        String[] halves = hash.get().toLowerCase(Locale.ROOT).split(":", 2);
        String algorithm = Map.of("sha256", "SHA-256", "sha512", "SHA-512").getOrDefault(halves[0], "");
        try {
            String digest = algorithm.isEmpty()
                    ? "-"
                    : HexFormat.of()
                            .formatHex(MessageDigest.getInstance(algorithm).digest(payload));
            return Optional.of(halves.length == 2 && halves[1].equals(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    /** Members of the type's own, as far as they are single values. */
    private static Map<String, String> details(JsonNode json) {
        Map<String, String> details = new TreeMap<>();
        json.properties().forEach(member -> {
            if (!COMMON.contains(member.getKey()) && member.getValue().isValueNode()) {
                details.put(member.getKey(), member.getValue().asString());
            }
        });
        return details;
    }
}

package chancery.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An abuse report in the format XARF, version 4.
 *
 * @param version such as 4.0.0
 * @param reportId a UUID
 * @param timestamp when it happened
 * @param reporter who complains
 * @param sender who sends the report, often the same
 * @param source what did it: an address, a domain or another name
 * @param category one of the seven of the format, such as messaging
 * @param type within the category, such as spam
 * @param evidenceSource how the reporter knows
 * @param details all further members with texts or numbers, such as smtp_from, by their names
 */
public record XarfReport(
        String version,
        String reportId,
        Instant timestamp,
        Contact reporter,
        Contact sender,
        String source,
        OptionalInt sourcePort,
        String category,
        String type,
        Optional<String> evidenceSource,
        Optional<String> description,
        List<Evidence> evidence,
        List<String> tags,
        Map<String, String> details)
        implements Report {
    public XarfReport {
        evidence = List.copyOf(evidence);
        tags = List.copyOf(tags);
        details = Map.copyOf(details);
    }

    /** An organisation and how to reach it. */
    public record Contact(String organisation, String address, String domain) {}

    /**
     * @param payload the octets, not to be changed
     * @param hashMatches whether the digest that came with it is the payload's; empty without digest
     */
    public record Evidence(
            String contentType, Optional<String> description, byte[] payload, Optional<Boolean> hashMatches) {}
}

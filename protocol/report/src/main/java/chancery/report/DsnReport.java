package chancery.report;

import chancery.mail.EnhancedStatus;
import java.util.List;
import java.util.Optional;

/**
 * What a DSN of somebody else says. Nothing in it is proven: anyone can write one.
 *
 * @param reportingMta name of the reporter, empty text when it gave none
 * @param envelopeId ENVID of the transaction it is about (RFC 3464 §2.2.1)
 * @param recipients in the order of the report
 */
public record DsnReport(String reportingMta, Optional<String> envelopeId, List<Recipient> recipients)
        implements Report {
    public DsnReport {
        recipients = List.copyOf(recipients);
    }

    /**
     * One recipient's block (RFC 3464 §2.3).
     *
     * @param address Final-Recipient without its type
     * @param originalAddress Original-Recipient without its type
     * @param diagnostic Diagnostic-Code without its type, on one line
     */
    public record Recipient(
            String address,
            Optional<String> originalAddress,
            DsnAction action,
            Optional<EnhancedStatus> status,
            Optional<String> remoteMta,
            Optional<String> diagnostic) {}
}

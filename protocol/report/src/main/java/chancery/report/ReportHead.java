package chancery.report;

import chancery.mail.EmailAddress;
import java.time.Instant;

/**
 * The header fields of a report that is sent as a mail.
 *
 * @param from the author; its domain also ends the Message-ID
 * @param subject on one line; control characters become spaces
 * @param id the Message-ID's left side, also in the boundary: letters, digits and hyphens, never used before
 */
public record ReportHead(EmailAddress from, EmailAddress to, String subject, String id, Instant date) {
    public ReportHead {
        if (!id.matches("[A-Za-z0-9-]{1,50}")) {
            throw new IllegalArgumentException("the identifier of a report is letters, digits and hyphens");
        }
    }
}

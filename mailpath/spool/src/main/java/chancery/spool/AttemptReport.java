package chancery.spool;

import chancery.audit.AuditRecord;
import chancery.mail.RecipientResult;
import java.util.List;

/**
 * What came of an attempt and what follows from it. All of it is written in one transaction.
 *
 * @param results the outcome per recipient; delayed recipients, and those without a result, stay in the entry
 * @param followUps new entries of the same mail, for recipients whose method was impossible
 * @param generated new mails, such as DSNs
 * @param audit records of this attempt
 * @param destinationDown the destination could not be reached at all: other entries for it wait, too
 * @param keepContent the content belongs to another capability now (the portal), which will destroy its key
 */
public record AttemptReport(
        List<RecipientResult> results,
        List<QueueEntry> followUps,
        List<AcceptedMail> generated,
        List<AuditRecord> audit,
        boolean destinationDown,
        boolean keepContent) {
    public AttemptReport {
        results = List.copyOf(results);
        followUps = List.copyOf(followUps);
        generated = List.copyOf(generated);
        audit = List.copyOf(audit);
    }

    /** Results from which nothing else follows. */
    public static AttemptReport of(List<RecipientResult> results) {
        return new AttemptReport(results, List.of(), List.of(), List.of(), false, false);
    }

    public AttemptReport withFollowUps(List<QueueEntry> entries) {
        return new AttemptReport(results, entries, generated, audit, destinationDown, keepContent);
    }

    public AttemptReport withGenerated(List<AcceptedMail> mails) {
        return new AttemptReport(results, followUps, mails, audit, destinationDown, keepContent);
    }

    public AttemptReport withAudit(List<AuditRecord> records) {
        return new AttemptReport(results, followUps, generated, records, destinationDown, keepContent);
    }

    public AttemptReport withDestinationDown(boolean down) {
        return new AttemptReport(results, followUps, generated, audit, down, keepContent);
    }

    public AttemptReport withKeepContent(boolean keep) {
        return new AttemptReport(results, followUps, generated, audit, destinationDown, keep);
    }
}

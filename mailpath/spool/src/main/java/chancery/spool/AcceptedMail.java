package chancery.spool;

import chancery.audit.AuditRecord;
import chancery.mail.MailTransaction;
import chancery.store.SealedContent;
import java.util.List;

/**
 * A mail for which the flow has decided everything and which only has to be made durable.
 *
 * @param content sealed under the key of {@code mail.tenant()}; still readable from memory for the first attempt
 * @param entries what is to be done; with none (everything discarded) only the mail's row and audit are written
 * @param audit what was decided and why, written in the same transaction
 */
public record AcceptedMail(
        MailTransaction mail, SealedContent content, List<QueueEntry> entries, List<AuditRecord> audit) {
    public AcceptedMail {
        entries = List.copyOf(entries);
        audit = List.copyOf(audit);
        for (QueueEntry entry : entries) {
            if (!entry.tenant().equals(mail.tenant()) || !entry.mail().equals(mail.id())) {
                throw new IllegalArgumentException("entry " + entry.id() + " belongs to another mail");
            }
        }
    }
}

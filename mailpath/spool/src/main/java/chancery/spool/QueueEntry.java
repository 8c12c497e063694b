package chancery.spool;

import chancery.mail.DeliveryMethod;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.TenantId;
import java.util.List;
import java.util.UUID;

/**
 * Recipients of one mail that share content, method and destination: the unit of attempts.
 *
 * @param id UUIDv7, unique within its tenant
 * @param mail the transaction it belongs to
 * @param recipients at least one
 * @param method what is promised to the sender
 * @param alternatives methods to take, in order, when {@code method} turns out to be impossible
 * @param destination what limits and back-off are counted by: a domain, or {@code portal}
 */
public record QueueEntry(
        UUID id,
        TenantId tenant,
        UUID mail,
        List<EnvelopeRecipient> recipients,
        DeliveryMethod method,
        List<DeliveryMethod> alternatives,
        String destination,
        Schedule schedule,
        EntryState state) {
    public QueueEntry {
        recipients = List.copyOf(recipients);
        alternatives = List.copyOf(alternatives);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a queue entry without recipients");
        }
    }

    /** The same entry for fewer recipients and a later time. */
    public QueueEntry rescheduled(List<EnvelopeRecipient> remaining, Schedule next) {
        return new QueueEntry(id, tenant, mail, remaining, method, alternatives, destination, next, state);
    }
}

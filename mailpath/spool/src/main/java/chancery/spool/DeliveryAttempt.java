package chancery.spool;

import chancery.mail.MailTransaction;
import java.time.Instant;

/**
 * One occasion to serve one entry.
 *
 * @param mail the transaction with its whole envelope; only the recipients of {@code entry} are meant
 * @param deadline when the attempt must have ended; it is interrupted soon after
 * @param delayWarningDue the entry is late and the sender has not been told: when it is delayed again, tell now
 */
public record DeliveryAttempt(
        MailTransaction mail,
        QueueEntry entry,
        ContentSource content,
        Instant deadline,
        Occasion occasion,
        boolean delayWarningDue) {

    /** An ordinary attempt. */
    public DeliveryAttempt(MailTransaction mail, QueueEntry entry, ContentSource content, Instant deadline) {
        this(mail, entry, content, deadline, Occasion.ATTEMPT, false);
    }
}

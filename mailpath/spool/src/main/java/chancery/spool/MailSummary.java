package chancery.spool;

import chancery.mail.EmailAddress;
import chancery.mail.ReversePath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An accepted mail and how far it got. Kept when the content is gone.
 *
 * @param size of the content in octets
 * @param openEntries entries still in the queue; 0 when the mail is done
 * @param delivered recipients delivered or relayed
 * @param failed recipients given up, dropped from quarantine or cancelled
 */
public record MailSummary(
        UUID id,
        Instant receivedAt,
        ReversePath sender,
        List<EmailAddress> recipients,
        long size,
        int openEntries,
        int delivered,
        int failed,
        Optional<Instant> finishedAt) {}

package chancery.report;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import java.time.Instant;
import java.util.Optional;

/**
 * The recipient's block of a DSN (RFC 3464 §2.3).
 *
 * @param reply the reply that decided; its status becomes the Status field, its text the Diagnostic-Code
 * @param remoteMta who gave the reply; empty when it was this installation
 * @param willRetryUntil for a delay, how long delivery is tried
 */
public record DsnRecipient(
        EnvelopeRecipient recipient,
        DsnAction action,
        SmtpReply reply,
        Optional<String> remoteMta,
        Optional<Instant> willRetryUntil) {}

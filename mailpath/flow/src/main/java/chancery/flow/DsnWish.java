package chancery.flow;

import chancery.mail.DeliveryOutcome;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.FaultException;
import chancery.mail.Notify;
import chancery.mail.RecipientResult;
import chancery.mail.SmtpReply;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.report.DsnAction;
import chancery.report.DsnRecipient;
import chancery.spool.ContentSource;
import chancery.spool.DeliveryAttempt;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** What a sender wants to be told about a recipient (RFC 3461 §4.1): without NOTIFY, failures and delays. */
final class DsnWish {
    private static final SmtpReply DELIVERED = SmtpReply.of(250, "2.0.0", "Delivered");

    private DsnWish() {}

    static Optional<DsnRecipient> wanted(DeliveryAttempt attempt, RecipientResult result) {
        return switch (result.outcome()) {
            case DeliveryOutcome.Failed failed -> failure(result);
            case DeliveryOutcome.Delayed delayed ->
                attempt.delayWarningDue()
                        ? delay(result, delayed, attempt.entry().schedule().expiresAt())
                        : Optional.empty();
            case DeliveryOutcome.Delivered delivered -> success(result, DsnAction.DELIVERED, DELIVERED);
            // RFC 3461 §5.2.2: a next hop that speaks DSN reports success itself
            case DeliveryOutcome.Relayed relayed ->
                "yes".equals(relayed.evidence().get("dsn"))
                        ? Optional.empty()
                        : success(result, DsnAction.RELAYED, relayed.reply());
            case DeliveryOutcome.MethodImpossible impossible -> Optional.empty();
        };
    }

    static Optional<DsnRecipient> failure(RecipientResult result) {
        EnvelopeRecipient recipient = result.recipient();
        boolean wanted = recipient.notifyOn().isEmpty() || recipient.notifyOn().contains(Notify.FAILURE);
        if (!wanted || !(result.outcome() instanceof DeliveryOutcome.Failed failed)) {
            return Optional.empty();
        }
        return Optional.of(
                new DsnRecipient(recipient, DsnAction.FAILED, failed.reply(), remote(result), Optional.empty()));
    }

    private static Optional<DsnRecipient> delay(
            RecipientResult result, DeliveryOutcome.Delayed delayed, Instant until) {
        EnvelopeRecipient recipient = result.recipient();
        boolean wanted = recipient.notifyOn().isEmpty() || recipient.notifyOn().contains(Notify.DELAY);
        return wanted
                ? Optional.of(new DsnRecipient(
                        recipient, DsnAction.DELAYED, delayed.reply(), remote(result), Optional.of(until)))
                : Optional.empty();
    }

    private static Optional<DsnRecipient> success(RecipientResult result, DsnAction action, SmtpReply reply) {
        return result.recipient().notifyOn().contains(Notify.SUCCESS)
                ? Optional.of(new DsnRecipient(result.recipient(), action, reply, remote(result), Optional.empty()))
                : Optional.empty();
    }

    private static Optional<String> remote(RecipientResult result) {
        return Optional.ofNullable(result.outcome().evidence().get("next-hop"));
    }

    /** The header section of the mail, which is all that is returned. */
    static byte[] headerOf(ContentSource content) {
        try (InputStream in = content.openClear()) {
            return MessageParser.parseHeader(in, MimeLimits.STANDARD).octets();
        } catch (chancery.mail.SyntaxException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new FaultException(FlowError.CONTENT_NOT_READ, e);
        }
    }
}

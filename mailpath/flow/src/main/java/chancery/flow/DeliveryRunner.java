package chancery.flow;

import chancery.audit.AuditRecord;
import chancery.mail.DeliveryMethod;
import chancery.mail.DeliveryOutcome;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.RecipientResult;
import chancery.mail.SmtpReply;
import chancery.spool.AcceptedMail;
import chancery.spool.AttemptReport;
import chancery.spool.AttemptRunner;
import chancery.spool.DeliveryAttempt;
import chancery.spool.QueueEntry;
import chancery.spool.spi.Deliverer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order of the steps after a mail was accepted: attempt by the deliverer of the method, take the next method where
 * the promise cannot be kept, tell the sender, write the audit.
 *
 * <p>There is no way from a protected method to an unprotected one: alternatives come from the decision alone, and
 * policy cannot state an unprotected one.
 */
public final class DeliveryRunner implements AttemptRunner {
    private static final SmtpReply TAKEN_BACK = SmtpReply.of(554, "5.7.1", "Taken back by an administrator");
    private static final SmtpReply EXPIRED = SmtpReply.of(554, "5.4.7", "Delivery time expired");
    private static final SmtpReply NOT_PROTECTED =
            SmtpReply.of(554, "5.7.5", "Mail could not be protected as required and was not sent");
    private static final SmtpReply NO_RESULT = SmtpReply.of(451, "4.3.0", "No result from this attempt");

    private final Deliverer transport;
    private final Deliverer portal;
    private final SenderNotices notices;
    private final FollowUps followUps;
    private final Clock clock;

    public DeliveryRunner(
            Deliverer transport, Deliverer portal, SenderNotices notices, FlowSettings settings, Clock clock) {
        this.transport = transport;
        this.portal = portal;
        this.notices = notices;
        this.followUps = new FollowUps(settings, clock);
        this.clock = clock;
    }

    @Override
    public AttemptReport run(DeliveryAttempt attempt) {
        List<RecipientResult> results = results(attempt);
        List<QueueEntry> next = followUps.of(attempt.entry(), results);
        var settled = results.stream().map(r -> settled(attempt, r)).toList();
        List<AcceptedMail> told = notices.afterAttempt(attempt, settled);
        return AttemptReport.of(settled)
                .withFollowUps(next)
                .withGenerated(told)
                .withAudit(audit(attempt, settled))
                .withDestinationDown(allUnreachable(settled));
    }

    private List<RecipientResult> results(DeliveryAttempt attempt) {
        QueueEntry entry = attempt.entry();
        return switch (attempt.occasion()) {
            case CANCELLED -> forAll(entry, new DeliveryOutcome.Failed(TAKEN_BACK, Map.of()));
            case ATTEMPT -> complete(entry, deliverer(entry.method()).attempt(attempt));
            case LAST_ATTEMPT ->
                lastChance(complete(entry, deliverer(entry.method()).attempt(attempt)));
        };
    }

    private Deliverer deliverer(DeliveryMethod method) {
        return switch (method) {
            case DeliveryMethod.Transport t -> transport;
            case DeliveryMethod.PortalPickup p -> portal;
        };
    }

    private static List<RecipientResult> forAll(QueueEntry entry, DeliveryOutcome outcome) {
        return entry.recipients().stream()
                .map(r -> new RecipientResult(r, outcome))
                .toList();
    }

    /** What is still delayed at the end of its time has met a promise that cannot be kept. */
    private static List<RecipientResult> lastChance(List<RecipientResult> results) {
        return results.stream()
                .map(r -> r.outcome() instanceof DeliveryOutcome.Delayed delayed
                        ? new RecipientResult(r.recipient(), FollowUps.expired(delayed))
                        : r)
                .toList();
    }

    /** Exactly one result per recipient, whatever the deliverer answered. */
    private static List<RecipientResult> complete(QueueEntry entry, List<RecipientResult> results) {
        var complete = new ArrayList<RecipientResult>();
        for (EnvelopeRecipient recipient : entry.recipients()) {
            complete.add(results.stream()
                    .filter(r -> r.recipient().equals(recipient))
                    .findFirst()
                    .orElseGet(() -> new RecipientResult(recipient, new DeliveryOutcome.Delayed(NO_RESULT, Map.of()))));
        }
        return complete;
    }

    /** A promise that cannot be kept and has no alternative is a failure that the sender is told. */
    private static RecipientResult settled(DeliveryAttempt attempt, RecipientResult result) {
        if (result.outcome() instanceof DeliveryOutcome.MethodImpossible impossible
                && attempt.entry().alternatives().isEmpty()) {
            boolean expired = FollowUps.isExpiry(impossible);
            return new RecipientResult(
                    result.recipient(),
                    new DeliveryOutcome.Failed(expired ? EXPIRED : NOT_PROTECTED, impossible.evidence()));
        }
        return result;
    }

    private static boolean allUnreachable(List<RecipientResult> results) {
        return results.stream()
                .allMatch(r -> r.outcome() instanceof DeliveryOutcome.Delayed delayed
                        && delayed.reply().status().subject() == 4);
    }

    private List<AuditRecord> audit(DeliveryAttempt attempt, List<RecipientResult> results) {
        var outcomes = new LinkedHashSet<DeliveryOutcome>();
        results.forEach(r -> outcomes.add(r.outcome()));
        var records = new ArrayList<AuditRecord>();
        for (DeliveryOutcome outcome : outcomes) {
            var recipients = results.stream()
                    .filter(r -> r.outcome().equals(outcome))
                    .map(RecipientResult::recipient)
                    .toList();
            records.add(new AuditRecord(
                    attempt.entry().tenant(),
                    clock.instant(),
                    Optional.of(attempt.mail().id()),
                    OutcomeWords.event(outcome),
                    OutcomeWords.detail(attempt.entry(), outcome, recipients)));
        }
        return records;
    }
}

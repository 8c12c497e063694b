package chancery.flow;

import chancery.audit.AuditRecord;
import chancery.mail.Decision;
import chancery.mail.DeliveryMethod;
import chancery.mail.DeliveryOutcome;
import chancery.mail.EmailAddress;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.MailTransaction;
import chancery.mail.RecipientDecision;
import chancery.mail.RecipientResult;
import chancery.mail.ReversePath;
import chancery.mail.TlsRequirement;
import chancery.report.Dsn;
import chancery.report.DsnRecipient;
import chancery.report.DsnWriter;
import chancery.spool.AcceptedMail;
import chancery.spool.DeliveryAttempt;
import chancery.spool.EntryState;
import chancery.spool.QueueEntry;
import chancery.spool.Schedule;
import chancery.store.ContentVault;
import chancery.store.ContentWriter;
import chancery.store.SealedContent;
import chancery.store.Uuid7;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells a sender by DSN what became of a mail (RFC 3461 §5.2). Never answers the null reverse-path (RFC 5321 §4.5.5),
 * and never returns the whole of a mail: the report travels less protected than the mail may have been.
 */
public final class SenderNotices {
    private final FlowSettings settings;
    private final ContentVault vault;
    private final Clock clock;

    public SenderNotices(FlowSettings settings, ContentVault vault, Clock clock) {
        this.settings = settings;
        this.vault = vault;
        this.clock = clock;
    }

    /** The reports that follow from the results of an attempt; mostly none. */
    List<AcceptedMail> afterAttempt(DeliveryAttempt attempt, List<RecipientResult> results) {
        var told = new ArrayList<DsnRecipient>();
        for (RecipientResult result : results) {
            DsnWish.wanted(attempt, result).ifPresent(told::add);
        }
        return told.isEmpty() ? List.of() : report(attempt.mail(), DsnWish.headerOf(attempt.content()), told);
    }

    /** The report about recipients that policy refused after the mail was accepted for others. */
    Optional<AcceptedMail> refused(MailTransaction mail, SealedContent content, List<RecipientDecision> refused) {
        var told = new ArrayList<DsnRecipient>();
        for (RecipientDecision decided : refused) {
            if (decided.decision() instanceof Decision.Reject reject) {
                var failed = new DeliveryOutcome.Failed(reject.reply(), Map.of());
                DsnWish.failure(new RecipientResult(decided.recipient(), failed))
                        .ifPresent(told::add);
            }
        }
        return report(mail, DsnWish.headerOf(content::openClear), told).stream().findFirst();
    }

    private List<AcceptedMail> report(MailTransaction mail, byte[] header, List<DsnRecipient> told) {
        if (told.isEmpty() || !(mail.envelope().sender() instanceof ReversePath.Mailbox sender)) {
            return List.of();
        }
        var actions = told.stream().map(DsnRecipient::action).distinct().toList();
        return actions.stream()
                .map(action -> told.stream().filter(t -> t.action() == action).toList())
                .map(same -> report(mail, sender.address(), header, same))
                .toList();
    }

    private AcceptedMail report(MailTransaction mail, EmailAddress to, byte[] header, List<DsnRecipient> told) {
        Instant now = clock.instant();
        UUID id = Uuid7.next(clock);
        var dsn = new Dsn(
                settings.hostname(),
                to,
                mail.envelope().options().envelopeId(),
                mail.receivedAt(),
                told,
                header,
                false);
        SealedContent content = sealed(mail, id, DsnWriter.write(dsn, id.toString(), now));
        var options = new EnvelopeOptions(to.needsUtf8(), true, false, Optional.empty(), Optional.empty());
        var envelope = new Envelope(new ReversePath.Null(), List.of(new EnvelopeRecipient(to)), options);
        var transaction = new MailTransaction(id, mail.tenant(), now, envelope, content.content());
        var entry = new QueueEntry(
                Uuid7.next(clock),
                mail.tenant(),
                id,
                envelope.recipients(),
                new DeliveryMethod.Transport(TlsRequirement.OPPORTUNISTIC),
                List.of(),
                to.domain(),
                Schedule.startingAt(now, settings.expiry()),
                EntryState.QUEUED);
        var audit = new AuditRecord(
                mail.tenant(),
                now,
                Optional.of(mail.id()),
                "mail.sender-told",
                Map.of(
                        "report",
                        id.toString(),
                        "action",
                        told.getFirst().action().word()));
        return new AcceptedMail(transaction, content, List.of(entry), List.of(audit));
    }

    private SealedContent sealed(MailTransaction mail, UUID id, byte[] report) {
        ContentWriter writer = vault.begin(mail.tenant(), id);
        try {
            writer.write(report, 0, report.length);
            return writer.seal();
        } catch (IOException e) {
            writer.abort();
            throw new chancery.mail.FaultException(FlowError.NOTICE_NOT_BUILT, e);
        }
    }
}

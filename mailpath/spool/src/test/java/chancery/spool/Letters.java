package chancery.spool;

import chancery.audit.AuditRecord;
import chancery.mail.DeliveryMethod;
import chancery.mail.DeliveryOutcome;
import chancery.mail.EmailAddress;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.MailTransaction;
import chancery.mail.RecipientResult;
import chancery.mail.ReversePath;
import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.mail.TlsRequirement;
import chancery.store.ContentVault;
import chancery.store.SealedContent;
import chancery.store.Uuid7;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Mails for tests, as the flow would hand them over. */
final class Letters {
    static final DeliveryMethod PLAIN = new DeliveryMethod.Transport(TlsRequirement.OPPORTUNISTIC);
    static final DeliveryMethod VERIFIED = new DeliveryMethod.Transport(TlsRequirement.VERIFIED);
    static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "Taken");
    static final SmtpReply LATER = SmtpReply.of(451, "4.3.0", "Later");
    static final SmtpReply NEVER = SmtpReply.of(550, "5.1.1", "Unknown");

    private final ContentVault vault;
    private final Clock clock;

    Letters(ContentVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    static TenantId tenant() {
        return new TenantId(UUID.randomUUID());
    }

    static EnvelopeRecipient to(String address) {
        try {
            return new EnvelopeRecipient(EmailAddress.parse(address));
        } catch (SyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** One mail with one entry per domain, in the order of the addresses. */
    AcceptedMail mail(TenantId tenant, String text, String... addresses) {
        return mail(tenant, text.getBytes(StandardCharsets.UTF_8), EntryState.QUEUED, addresses);
    }

    AcceptedMail mail(TenantId tenant, byte[] text, EntryState state, String... addresses) {
        SealedContent content = seal(tenant, text);
        var recipients = java.util.Arrays.stream(addresses).map(Letters::to).toList();
        var envelope = new Envelope(sender(), recipients, EnvelopeOptions.NONE);
        var transaction = new MailTransaction(Uuid7.next(clock), tenant, clock.instant(), envelope, content.content());
        var domains =
                recipients.stream().map(r -> r.address().domain()).distinct().toList();
        var entries = domains.stream()
                .map(domain -> entry(
                        transaction,
                        state,
                        recipients.stream()
                                .filter(r -> r.address().domain().equals(domain))
                                .toList()))
                .toList();
        var record = new AuditRecord(
                tenant, clock.instant(), Optional.of(transaction.id()), "accepted", Map.of("rule", "test"));
        return new AcceptedMail(transaction, content, entries, List.of(record));
    }

    QueueEntry entry(MailTransaction mail, EntryState state, List<EnvelopeRecipient> recipients) {
        Instant now = clock.instant();
        Schedule schedule = state == EntryState.HELD
                ? Schedule.heldUntil(now, now.plus(Duration.ofDays(7)))
                : Schedule.startingAt(now, Duration.ofDays(5));
        String domain = recipients.getFirst().address().domain();
        return new QueueEntry(
                Uuid7.next(clock), mail.tenant(), mail.id(), recipients, PLAIN, List.of(), domain, schedule, state);
    }

    SealedContent seal(TenantId tenant, byte[] text) {
        try (var writer = vault.begin(tenant, Uuid7.next(clock))) {
            writer.write(text);
            return writer.seal();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AttemptReport relayed(DeliveryAttempt attempt) {
        return all(attempt, new DeliveryOutcome.Relayed(OK, Map.of()));
    }

    static AttemptReport delayed(DeliveryAttempt attempt) {
        return all(attempt, new DeliveryOutcome.Delayed(LATER, Map.of()));
    }

    static AttemptReport failed(DeliveryAttempt attempt) {
        return all(attempt, new DeliveryOutcome.Failed(NEVER, Map.of()));
    }

    static AttemptReport all(DeliveryAttempt attempt, DeliveryOutcome outcome) {
        return AttemptReport.of(attempt.entry().recipients().stream()
                .map(recipient -> new RecipientResult(recipient, outcome))
                .toList());
    }

    private static ReversePath sender() {
        try {
            return ReversePath.parse("author@clinic.example");
        } catch (SyntaxException e) {
            throw new AssertionError(e);
        }
    }
}

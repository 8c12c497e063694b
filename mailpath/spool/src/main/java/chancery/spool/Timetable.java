package chancery.spool;

import chancery.audit.AuditRecord;
import chancery.mail.DeliveryOutcome;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.RecipientResult;
import chancery.mail.SmtpReply;
import chancery.spool.Settlement.Finished;
import chancery.spool.Settlement.Position;
import chancery.spool.Settlement.Postponed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides when an entry is tried, and what an attempt means for it. Pure but for the dice. */
final class Timetable {
    private static final Duration HOLD_AFTER_FAULT = Duration.ofDays(30);
    private static final Duration LONGEST_SHORTAGE = Duration.ofSeconds(30);
    private static final int LONGEST_STATUS = 300;

    private final SpoolConfig config;
    private final RandomGenerator random;

    Timetable(SpoolConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /** What the moment calls for. */
    Occasion occasion(QueueEntry entry, Instant now) {
        if (entry.state() == EntryState.CANCELLED) {
            return Occasion.CANCELLED;
        }
        return entry.schedule().expiresAt().isAfter(now) ? Occasion.ATTEMPT : Occasion.LAST_ATTEMPT;
    }

    boolean delayWarningDue(QueueEntry entry, Instant now) {
        Schedule schedule = entry.schedule();
        return !schedule.delayWarned()
                && !schedule.queuedAt().plus(config.delayWarning()).isAfter(now);
    }

    /** The attempt ended with a report. */
    Settlement settle(LeasedEntry leased, DeliveryAttempt attempt, AttemptReport report, Instant now) {
        Map<EnvelopeRecipient, DeliveryOutcome> outcomes = new HashMap<>();
        for (RecipientResult result : report.results()) {
            outcomes.put(result.recipient(), result.outcome());
        }
        int delivered = 0;
        int failed = 0;
        String status = "";
        var remaining = new ArrayList<EnvelopeRecipient>();
        for (EnvelopeRecipient recipient : attempt.entry().recipients()) {
            Verdict verdict = verdict(Optional.ofNullable(outcomes.get(recipient)), report);
            delivered += verdict.delivered ? 1 : 0;
            failed += verdict.failed ? 1 : 0;
            if (!verdict.delivered && !verdict.failed && !verdict.elsewhere) {
                remaining.add(recipient);
                status = verdict.status;
            }
        }
        if (remaining.isEmpty()) {
            return new Finished(leased, report, delivered, failed);
        }
        if (attempt.occasion() != Occasion.ATTEMPT) {
            var note = record(leased, now, "delivery-abandoned", Map.of("recipients", "" + remaining.size()));
            return new Finished(leased, withNote(report, note), delivered, failed + remaining.size());
        }
        Schedule next = later(attempt.entry().schedule(), attempt.delayWarningDue(), now);
        var position = new Position(remaining, next, EntryState.QUEUED, status);
        return new Postponed(leased, report, delivered, failed, position);
    }

    /** Nothing is known about the attempt. After the last one a person has to look. */
    Settlement fault(LeasedEntry leased, Occasion occasion, String what, Instant now) {
        QueueEntry entry = leased.entry();
        if (occasion == Occasion.ATTEMPT) {
            Schedule next = later(entry.schedule(), false, now);
            return postponed(leased, new Position(entry.recipients(), next, EntryState.QUEUED, what), List.of());
        }
        return hold(leased, what, now);
    }

    /** Something of ours was short, such as the database: no attempt was made that would count. */
    Settlement shortage(LeasedEntry leased, String what, Instant now) {
        Duration wait = config.backOff().after(1, random);
        QueueEntry entry = leased.entry();
        Schedule old = entry.schedule();
        Instant due = now.plus(wait.compareTo(LONGEST_SHORTAGE) > 0 ? LONGEST_SHORTAGE : wait);
        var next = new Schedule(old.queuedAt(), due, old.expiresAt(), old.attempts(), old.delayWarned());
        return postponed(leased, new Position(entry.recipients(), next, entry.state(), what), List.of());
    }

    /** Nothing can be done without a person. */
    Settlement hold(LeasedEntry leased, String what, Instant now) {
        Schedule old = leased.entry().schedule();
        Instant until = now.plus(HOLD_AFTER_FAULT);
        var next = new Schedule(old.queuedAt(), until, old.expiresAt(), old.attempts() + 1, old.delayWarned());
        var note = record(leased, now, "held-after-fault", Map.of("fault", what));
        var position = new Position(leased.entry().recipients(), next, EntryState.HELD, what);
        return postponed(leased, position, List.of(note));
    }

    /** Given back untried. */
    Settlement giveBack(LeasedEntry leased, Instant due) {
        QueueEntry entry = leased.entry();
        Schedule old = entry.schedule();
        var next = new Schedule(old.queuedAt(), due, old.expiresAt(), old.attempts(), old.delayWarned());
        return postponed(leased, new Position(entry.recipients(), next, entry.state(), ""), List.of());
    }

    /** Given back because there was no place for it; crowds come back spread over some seconds. */
    Settlement noRoom(LeasedEntry leased, Instant now) {
        return giveBack(leased, now.plusMillis(500 + random.nextInt(4500)));
    }

    /** Its keep-until has passed, or its content is no more: nobody is told, the audit is. */
    Settlement drop(LeasedEntry leased, String event, Instant now) {
        int recipients = leased.entry().recipients().size();
        var note = record(leased, now, event, Map.of("recipients", "" + recipients));
        return new Finished(leased, AttemptReport.of(List.of()).withAudit(List.of(note)), 0, recipients);
    }

    private Schedule later(Schedule old, boolean warned, Instant now) {
        int attempts = old.attempts() + 1;
        Instant next = now.plus(config.backOff().after(attempts, random));
        Instant bounded = next.isAfter(old.expiresAt()) ? old.expiresAt() : next;
        return new Schedule(old.queuedAt(), bounded, old.expiresAt(), attempts, old.delayWarned() || warned);
    }

    private static Settlement postponed(LeasedEntry leased, Position position, List<AuditRecord> audit) {
        return new Postponed(leased, AttemptReport.of(List.of()).withAudit(audit), 0, 0, position);
    }

    private static AuditRecord record(LeasedEntry leased, Instant now, String event, Map<String, String> detail) {
        return new AuditRecord(
                leased.entry().tenant(), now, Optional.of(leased.entry().mail()), event, detail);
    }

    private static AttemptReport withNote(AttemptReport report, AuditRecord note) {
        var audit = new ArrayList<>(report.audit());
        audit.add(note);
        return report.withAudit(audit);
    }

    private record Verdict(boolean delivered, boolean failed, boolean elsewhere, String status) {}

    private static Verdict verdict(Optional<DeliveryOutcome> outcome, AttemptReport report) {
        if (outcome.isEmpty()) {
            return new Verdict(false, false, false, "no result");
        }
        return switch (outcome.get()) {
            case DeliveryOutcome.Delivered d -> new Verdict(true, false, false, "");
            case DeliveryOutcome.Relayed r -> new Verdict(true, false, false, "");
            case DeliveryOutcome.Failed f -> new Verdict(false, true, false, "");
            case DeliveryOutcome.Delayed d -> new Verdict(false, false, false, status(d.reply()));
            case DeliveryOutcome.MethodImpossible m ->
                new Verdict(false, report.followUps().isEmpty(), true, "");
        };
    }

    private static String status(SmtpReply reply) {
        String text = reply.code() + " " + reply.status() + " " + reply.text();
        return text.length() > LONGEST_STATUS ? text.substring(0, LONGEST_STATUS) : text;
    }
}

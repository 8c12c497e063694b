package chancery.flow;

import chancery.mail.DeliveryMethod;
import chancery.mail.DeliveryOutcome;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Reason;
import chancery.mail.RecipientResult;
import chancery.spool.EntryState;
import chancery.spool.QueueEntry;
import chancery.spool.Schedule;
import chancery.store.Uuid7;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The entries that take over where a method's promise could not be kept: the decision's next alternative. */
final class FollowUps {
    private static final String EXPIRY = "expired";

    private final FlowSettings settings;
    private final Clock clock;

    FollowUps(FlowSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** A delay at the end of an entry's time: the method was not possible in all the time there was. */
    static DeliveryOutcome expired(DeliveryOutcome.Delayed delayed) {
        var evidence = new LinkedHashMap<>(delayed.evidence());
        evidence.put(
                "last-reply", delayed.reply().code() + " " + delayed.reply().status());
        return new DeliveryOutcome.MethodImpossible(
                new Reason(EXPIRY, "The mail could not be handed over in all the time that is allowed."), evidence);
    }

    static boolean isExpiry(DeliveryOutcome.MethodImpossible impossible) {
        return impossible.reason().code().equals(EXPIRY);
    }

    List<QueueEntry> of(QueueEntry entry, List<RecipientResult> results) {
        if (entry.alternatives().isEmpty()) {
            return List.of();
        }
        DeliveryMethod method = entry.alternatives().getFirst();
        Map<String, List<EnvelopeRecipient>> byDestination = new LinkedHashMap<>();
        for (RecipientResult result : results) {
            if (result.outcome() instanceof DeliveryOutcome.MethodImpossible) {
                byDestination
                        .computeIfAbsent(Entries.destination(method, result.recipient()), d -> new ArrayList<>())
                        .add(result.recipient());
            }
        }
        var next = new ArrayList<QueueEntry>();
        byDestination.forEach((destination, recipients) -> next.add(next(entry, method, destination, recipients)));
        return next;
    }

    private QueueEntry next(
            QueueEntry entry, DeliveryMethod method, String destination, List<EnvelopeRecipient> recipients) {
        return new QueueEntry(
                Uuid7.next(clock),
                entry.tenant(),
                entry.mail(),
                recipients,
                method,
                entry.alternatives().subList(1, entry.alternatives().size()),
                destination,
                Schedule.startingAt(clock.instant(), settings.expiry()),
                EntryState.QUEUED);
    }
}

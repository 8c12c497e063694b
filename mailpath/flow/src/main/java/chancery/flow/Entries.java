package chancery.flow;

import chancery.mail.Decision;
import chancery.mail.DeliveryMethod;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.MailTransaction;
import chancery.mail.RecipientDecision;
import chancery.mail.TlsRequirement;
import chancery.mail.UnlockMethod;
import chancery.spool.EntryState;
import chancery.spool.QueueEntry;
import chancery.spool.Schedule;
import chancery.store.Uuid7;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Groups the recipients of a mail by what is to be done for them. */
final class Entries {
    /** The destination of everything that waits in the portal. */
    static final String PORTAL = "portal";

    private final FlowSettings settings;
    private final Clock clock;

    private record Group(
            DeliveryMethod method, List<DeliveryMethod> alternatives, String destination, Optional<Duration> held) {}

    Entries(FlowSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    List<QueueEntry> of(Origin origin, MailTransaction mail, List<RecipientDecision> decisions) {
        Map<Group, List<EnvelopeRecipient>> groups = new LinkedHashMap<>();
        for (RecipientDecision decided : decisions) {
            group(origin, decided)
                    .ifPresent(g ->
                            groups.computeIfAbsent(g, k -> new ArrayList<>()).add(decided.recipient()));
        }
        var entries = new ArrayList<QueueEntry>();
        groups.forEach((group, recipients) -> entries.add(entry(mail, group, recipients)));
        return entries;
    }

    static String destination(DeliveryMethod method, EnvelopeRecipient recipient) {
        return switch (method) {
            case DeliveryMethod.Transport transport -> recipient.address().domain();
            case DeliveryMethod.PortalPickup portal -> PORTAL;
        };
    }

    private Optional<Group> group(Origin origin, RecipientDecision decided) {
        EnvelopeRecipient recipient = decided.recipient();
        return switch (decided.decision()) {
            case Decision.Deliver deliver ->
                Optional.of(new Group(
                        deliver.method(),
                        deliver.alternatives(),
                        destination(deliver.method(), recipient),
                        Optional.empty()));
            case Decision.Quarantine quarantine -> Optional.of(held(origin, recipient, quarantine.keepFor()));
            case Decision.Reject reject ->
                origin.ownSender() ? Optional.empty() : Optional.of(held(origin, recipient, settings.quarantine()));
            case Decision.Defer defer -> Optional.empty();
            case Decision.Discard discard -> Optional.empty();
        };
    }

    /** What a held mail will travel by when a person releases it: the portal when it leaves the tenant. */
    private static Group held(Origin origin, EnvelopeRecipient recipient, Duration keepFor) {
        DeliveryMethod method = origin.ownSender()
                ? new DeliveryMethod.PortalPickup(UnlockMethod.MAILED_CODE)
                : new DeliveryMethod.Transport(TlsRequirement.OPPORTUNISTIC);
        return new Group(method, List.of(), destination(method, recipient), Optional.of(keepFor));
    }

    private QueueEntry entry(MailTransaction mail, Group group, List<EnvelopeRecipient> recipients) {
        Instant now = clock.instant();
        return new QueueEntry(
                Uuid7.next(clock),
                mail.tenant(),
                mail.id(),
                recipients,
                group.method(),
                group.alternatives(),
                group.destination(),
                group.held()
                        .map(keep -> Schedule.heldUntil(now, now.plus(keep)))
                        .orElseGet(() -> Schedule.startingAt(now, settings.expiry())),
                group.held().isPresent() ? EntryState.HELD : EntryState.QUEUED);
    }
}

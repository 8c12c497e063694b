package chancery.admin;

import chancery.mail.DeliveryMethod;
import chancery.mail.TenantId;
import chancery.spool.EntryState;
import chancery.spool.QueueEntry;
import chancery.spool.QueueFilter;
import chancery.spool.QueuedEntry;
import chancery.tenancy.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mail that waits for its delivery. */
@RestController
@RequestMapping("/api/v1/queue")
final class QueueController {
    private static final Duration HOLD = Duration.ofDays(14);

    private final Admin admin;
    private final TenantNames names;

    record EntryView(
            String id,
            String state,
            String destination,
            List<String> recipients,
            String method,
            List<String> alternatives,
            String lastStatus,
            int attempts,
            Instant nextAttempt,
            Instant expires,
            boolean inProgress,
            String mail,
            String tenant) {
        static EntryView of(QueuedEntry queued) {
            QueueEntry entry = queued.entry();
            return new EntryView(
                    entry.id().toString(),
                    entry.state().name().toLowerCase(Locale.ROOT),
                    entry.destination(),
                    entry.recipients().stream().map(r -> r.address().toString()).toList(),
                    entry.method().word(),
                    entry.alternatives().stream().map(DeliveryMethod::word).toList(),
                    queued.lastStatus(),
                    entry.schedule().attempts(),
                    entry.schedule().nextAttemptAt(),
                    entry.schedule().expiresAt(),
                    queued.inProgress(),
                    entry.mail().toString(),
                    entry.tenant().toString());
        }
    }

    QueueController(Admin admin) {
        this.admin = admin;
        this.names = new TenantNames(admin.tenancy());
    }

    @GetMapping
    List<EntryView> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestParam("tenant") Optional<String> tenant,
            @RequestParam("state") Optional<String> state,
            @RequestParam("destination") Optional<String> destination,
            @RequestParam("address") Optional<String> address,
            @RequestParam("limit") Optional<Integer> limit) {
        int size = limit(limit);
        var filter = new QueueFilter(state.map(QueueController::state), destination, address, Optional.empty(), size);
        return names.listed(caller, tenant).stream()
                .flatMap(t -> admin.queue().entries(t.id(), filter).stream())
                .limit(size)
                .map(EntryView::of)
                .toList();
    }

    @GetMapping("/{id}")
    EntryView show(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("id") String id) {
        return EntryView.of(existing(caller, id));
    }

    /** Tries it now, even when its destination rests. */
    @PostMapping("/{id}/retry")
    EntryView retry(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("id") String id) {
        return changed(
                caller,
                id,
                (tenant, entry) -> admin.queue().retryNow(tenant, entry, caller.name()),
                "It is held, cancelled or being tried: only a waiting entry can be tried now.");
    }

    /** Tries it no more until it is released; dropped after 14 days. */
    @PostMapping("/{id}/hold")
    EntryView hold(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("id") String id) {
        return changed(
                caller,
                id,
                (tenant, entry) -> admin.queue().hold(tenant, entry, HOLD, caller.name()),
                "Only a waiting entry can be held.");
    }

    @PostMapping("/{id}/release")
    EntryView release(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("id") String id) {
        return changed(
                caller,
                id,
                (tenant, entry) -> admin.queue().release(tenant, entry, caller.name()),
                "Only a held entry can be released.");
    }

    /** Gives it up; its sender is told. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("id") String id) {
        QueueEntry entry = existing(caller, id).entry();
        if (!admin.queue().cancel(entry.tenant(), entry.id(), caller.name())) {
            throw ProblemException.conflict("It is already cancelled or done.");
        }
    }

    static int limit(Optional<Integer> limit) {
        int size = limit.orElse(100);
        if (size < 1 || size > 1000) {
            throw ProblemException.invalid("\"limit\" is 1 to 1000.");
        }
        return size;
    }

    private EntryView changed(Caller caller, String id, BiPredicate<TenantId, UUID> change, String otherwise) {
        QueueEntry entry = existing(caller, id).entry();
        if (!change.test(entry.tenant(), entry.id())) {
            throw ProblemException.conflict(otherwise);
        }
        return admin.queue()
                .entry(entry.tenant(), entry.id())
                .map(EntryView::of)
                .orElseThrow(() -> ProblemException.missing("The entry is done meanwhile."));
    }

    private QueuedEntry existing(Caller caller, String text) {
        UUID id = TenantNames.uuid(text, "queue entry");
        for (Tenant tenant : names.listed(caller, Optional.empty())) {
            Optional<QueuedEntry> entry = admin.queue().entry(tenant.id(), id);
            if (entry.isPresent()) {
                return entry.get();
            }
        }
        throw ProblemException.missing("There is no queue entry " + text + ": it may be done; see its mail.");
    }

    private static EntryState state(String word) {
        for (EntryState state : EntryState.values()) {
            if (state.name().equalsIgnoreCase(word)) {
                return state;
            }
        }
        throw ProblemException.invalid("\"state\" is queued, held or cancelled.");
    }
}

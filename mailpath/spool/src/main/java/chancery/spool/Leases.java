package chancery.spool;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** All entries that this node has claimed and not yet settled. */
final class Leases {
    private final Map<UUID, LeasedEntry> held = new ConcurrentHashMap<>();

    void add(LeasedEntry entry) {
        held.put(entry.id(), entry);
    }

    void remove(LeasedEntry entry) {
        held.remove(entry.id(), entry);
    }

    /** True when the entry is at work here already; its lease then lasts until {@code until}. */
    boolean renewed(UUID entry, Instant until) {
        LeasedEntry known = held.get(entry);
        if (known != null) {
            known.renewedUntil(until);
        }
        return known != null;
    }

    List<LeasedEntry> endingBefore(Instant moment) {
        return held.values().stream()
                .filter(entry -> entry.leasedUntil().isBefore(moment))
                .toList();
    }

    int size() {
        return held.size();
    }
}

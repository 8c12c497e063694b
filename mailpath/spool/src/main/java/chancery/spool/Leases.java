package chancery.spool;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All entries that this node has claimed and not yet settled. */
final class Leases {
    private final Set<LeasedEntry> held = ConcurrentHashMap.newKeySet();

    void add(LeasedEntry entry) {
        held.add(entry);
    }

    void remove(LeasedEntry entry) {
        held.remove(entry);
    }

    List<LeasedEntry> endingBefore(Instant moment) {
        return held.stream()
                .filter(entry -> entry.leasedUntil().isBefore(moment))
                .toList();
    }

    int size() {
        return held.size();
    }
}

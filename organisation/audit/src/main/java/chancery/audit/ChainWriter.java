package chancery.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The only writer of the chains of one name, used by one thread. It remembers the ends of its chains from one
 * transaction to the next, so that a batch costs one round trip and no lock. Should another writer have moved a chain
 * all the same, the transaction fails with a fault and the next one reads the ends again.
 */
public final class ChainWriter {
    private static final int MOST = 10_000;

    private final String chain;
    private final Map<UUID, ChainAppend.Head> ends = new HashMap<>();

    ChainWriter(String chain) {
        this.chain = chain;
    }

    /** Appends in the caller's transaction on the mail path. */
    public void append(Handle handle, List<AuditRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        Map<UUID, ChainAppend.Head> known = Map.copyOf(ends);
        // until the commit nothing is known: it may fail
        ends.clear();
        Map<UUID, ChainAppend.Head> moved = new ChainAppend(handle, chain).append(records, known);
        handle.afterCommit(() -> {
            if (known.size() < MOST) {
                ends.putAll(known);
            }
            ends.putAll(moved);
        });
    }
}

package chancery.audit;

import chancery.mail.TenantId;
import chancery.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Lets the oldest records go. Each chain keeps the hash that its rest begins with, so that it still verifies, and the cut
 * itself is recorded. The database refuses to remove anything else, and anything younger than 30 days.
 */
public final class AuditRetention {
    private final Database database;
    private final AuditLog audit;
    private final String chain;
    private final Clock clock;

    /** @param node names this node; cuts are recorded in a chain of their own */
    public AuditRetention(Database database, AuditLog audit, String node, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.chain = node + "/retention";
        this.clock = clock;
    }

    private record End(long seq, byte[] hash) {}

    /**
     * Removes what was recorded before {@code before}, at most some thousand records in each transaction.
     *
     * @return how many records went
     */
    public long cut(TenantId tenant, Instant before) {
        long all = 0;
        for (String of : database.inTenant(tenant, handle -> chains(handle, tenant))) {
            long gone;
            do {
                gone = database.inTenant(tenant, handle -> cut(handle, tenant, of, before));
                all += gone;
            } while (gone > 0);
        }
        return all;
    }

    private static List<String> chains(Handle handle, TenantId tenant) {
        return handle.createQuery(AuditStatement.HEADS.sql())
                .bind("tenant", tenant.value())
                .map((row, context) -> row.getString("chain"))
                .list();
    }

    private long cut(Handle handle, TenantId tenant, String of, Instant before) {
        Optional<End> end = handle.createQuery(AuditStatement.OLD_END.sql())
                .bind("tenant", tenant.value())
                .bind("chain", of)
                .bind("olderThan", before.atOffset(ZoneOffset.UTC))
                .map((row, context) -> new End(row.getLong("seq"), row.getBytes("hash")))
                .findOne();
        if (end.isEmpty()) {
            return 0;
        }
        handle.createUpdate(AuditStatement.MOVE_START.sql())
                .bind("tenant", tenant.value())
                .bind("chain", of)
                .bind("seq", end.get().seq())
                .bind("hash", end.get().hash())
                .execute();
        long gone = handle.createUpdate(AuditStatement.DELETE_OLD.sql())
                .bind("tenant", tenant.value())
                .bind("chain", of)
                .bind("seq", end.get().seq())
                .execute();
        if (gone > 0) {
            Map<String, String> detail = Map.of(
                    "chain", of,
                    "up-to", Long.toString(end.get().seq()),
                    "hash", HexFormat.of().formatHex(end.get().hash()),
                    "records", Long.toString(gone));
            audit.append(
                    handle,
                    chain,
                    List.of(new AuditRecord(tenant, clock.instant(), Optional.empty(), "audit.cut", detail)));
        }
        return gone;
    }
}

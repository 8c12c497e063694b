package chancery.audit;

import chancery.mail.FaultException;
import chancery.store.StoreError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Appends one batch to one chain, which may be the chain of that name of several tenants. */
final class ChainAppend {
    private final Handle handle;
    private final String chain;
    private final Map<UUID, Head> before = new HashMap<>();
    private final Map<UUID, Head> after = new HashMap<>();
    private final RecordHash hash = new RecordHash();

    /** The end of a chain. */
    record Head(long seq, byte[] hash) {}

    ChainAppend(Handle handle, String chain) {
        this.handle = handle;
        this.chain = chain;
    }

    /**
     * @param known ends of chains that the caller remembers; the others are locked and read
     * @return the ends as they are when the transaction commits
     * @throws FaultException when a remembered end is not the real one: the transaction must not commit
     */
    Map<UUID, Head> append(List<AuditRecord> records, Map<UUID, Head> known) {
        Set<UUID> tenants = new TreeSet<>();
        records.forEach(r -> tenants.add(r.tenant().value()));
        for (UUID tenant : tenants) {
            Head head = known.get(tenant);
            if (head != null) {
                before.put(tenant, head);
            }
        }
        Set<UUID> unknown = new TreeSet<>(tenants);
        unknown.removeAll(before.keySet());
        if (!unknown.isEmpty()) {
            UUID[] read = unknown.toArray(UUID[]::new);
            lock(read);
            if (before.size() < tenants.size()) {
                make(read);
                lock(read);
            }
        }
        after.putAll(before);
        insert(records, tenants.toArray(UUID[]::new));
        return after;
    }

    private void lock(UUID[] tenants) {
        handle.createQuery(AuditStatement.LOCK_HEADS.sql())
                .bind("chain", chain)
                .bindArray("tenants", UUID.class, (Object[]) tenants)
                .map((row, context) -> {
                    before.put(
                            row.getObject("tenant_id", UUID.class), new Head(row.getLong("seq"), row.getBytes("hash")));
                    return true;
                })
                .list();
    }

    private void make(UUID[] tenants) {
        handle.createUpdate(AuditStatement.MAKE_HEADS.sql())
                .bind("chain", chain)
                .bind("none", RecordHash.NONE)
                .bindArray("tenants", UUID.class, (Object[]) tenants)
                .execute();
    }

    /** One array per column. */
    private static final class Columns {
        final UUID[] tenants;
        final Long[] seqs;
        final Long[] times;
        final @Nullable UUID[] mails;
        final String[] events;
        final String[] details;
        final byte[][] hashes;

        Columns(int count) {
            tenants = new UUID[count];
            seqs = new Long[count];
            times = new Long[count];
            mails = new UUID[count];
            events = new String[count];
            details = new String[count];
            hashes = new byte[count][];
        }
    }

    private void insert(List<AuditRecord> records, UUID[] ends) {
        var rows = new Columns(records.size());
        for (int i = 0; i < records.size(); i++) {
            RecordHash.Row row = next(records.get(i));
            rows.tenants[i] = row.tenant();
            rows.seqs[i] = row.seq();
            rows.times[i] = row.micros();
            rows.mails[i] = row.mail();
            rows.events[i] = row.event();
            rows.details[i] = row.detail();
            rows.hashes[i] = head(after, row.tenant()).hash();
        }
        long moved;
        try (var query = handle.createQuery(AuditStatement.APPEND.sql())) {
            bindEnds(query, ends);
            moved = query.bind("chain", chain)
                    .bind("tenants", array("uuid", rows.tenants))
                    .bind("seqs", array("int8", rows.seqs))
                    .bind("times", array("int8", rows.times))
                    .bind("mails", array("uuid", rows.mails))
                    .bind("events", array("text", rows.events))
                    .bind("details", array("text", rows.details))
                    .bind("hashes", array("bytea", rows.hashes))
                    .mapTo(Long.class)
                    .one();
        }
        if (moved != ends.length) {
            throw new FaultException(StoreError.CONFLICT, chain);
        }
    }

    private void bindEnds(Query query, UUID[] ends) {
        Long[] from = new Long[ends.length];
        Long[] to = new Long[ends.length];
        byte[][] hashes = new byte[ends.length][];
        for (int i = 0; i < ends.length; i++) {
            from[i] = head(before, ends[i]).seq();
            to[i] = head(after, ends[i]).seq();
            hashes[i] = head(after, ends[i]).hash();
        }
        query.bind("ends", array("uuid", ends))
                .bind("before", array("int8", from))
                .bind("endSeqs", array("int8", to))
                .bind("endHashes", array("bytea", hashes));
    }

    private static Argument array(String type, @Nullable Object[] values) {
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    private RecordHash.Row next(AuditRecord record) {
        UUID tenant = record.tenant().value();
        Head head = head(after, tenant);
        var row = new RecordHash.Row(
                tenant,
                chain,
                head.seq() + 1,
                ChronoUnit.MICROS.between(Instant.EPOCH, record.at()),
                record.mail().orElse(null),
                record.event(),
                DetailJson.write(record.detail()));
        after.put(tenant, new Head(row.seq(), hash.of(head.hash(), row)));
        return row;
    }

    private static Head head(Map<UUID, Head> heads, UUID tenant) {
        Head head = heads.get(tenant);
        if (head == null) {
            throw new IllegalStateException("a chain without head");
        }
        return head;
    }
}

package chancery.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Appends one batch to one chain, which may be the chain of that name of several tenants. */
final class ChainAppend {
    private static final HexFormat HEX = HexFormat.of();

    private final Handle handle;
    private final String chain;
    private final Map<UUID, Head> heads = new HashMap<>();
    private final RecordHash hash = new RecordHash();

    private record Head(long seq, byte[] hash) {}

    ChainAppend(Handle handle, String chain) {
        this.handle = handle;
        this.chain = chain;
    }

    void append(List<AuditRecord> records) {
        var tenants = new TreeSet<UUID>();
        records.forEach(r -> tenants.add(r.tenant().value()));
        lock(tenants.toArray(UUID[]::new));
        if (heads.size() < tenants.size()) {
            make(tenants.toArray(UUID[]::new));
            lock(tenants.toArray(UUID[]::new));
        }
        insert(records);
        move(tenants.toArray(UUID[]::new));
    }

    private void lock(UUID[] tenants) {
        handle.createQuery(AuditStatement.LOCK_HEADS.sql())
                .bind("chain", chain)
                .bindArray("tenants", UUID.class, (Object[]) tenants)
                .map((row, context) -> {
                    heads.put(
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

    private void insert(List<AuditRecord> records) {
        int count = records.size();
        var tenants = new ArrayList<UUID>(count);
        var seqs = new ArrayList<Long>(count);
        var times = new ArrayList<Long>(count);
        var mails = new ArrayList<UUID>(count);
        var events = new ArrayList<String>(count);
        var details = new ArrayList<String>(count);
        var hashes = new ArrayList<String>(count);
        for (AuditRecord record : records) {
            RecordHash.Row row = next(record);
            tenants.add(row.tenant());
            seqs.add(row.seq());
            times.add(row.micros());
            mails.add(row.mail());
            events.add(row.event());
            details.add(row.detail());
            hashes.add(HEX.formatHex(head(row.tenant()).hash()));
        }
        handle.createUpdate(AuditStatement.APPEND.sql())
                .bind("chain", chain)
                .bindArray("tenants", UUID.class, tenants)
                .bindArray("seqs", Long.class, seqs)
                .bindArray("times", Long.class, times)
                .bindArray("mails", UUID.class, mails)
                .bindArray("events", String.class, events)
                .bindArray("details", String.class, details)
                .bindArray("hashes", String.class, hashes)
                .execute();
    }

    private RecordHash.Row next(AuditRecord record) {
        UUID tenant = record.tenant().value();
        Head head = head(tenant);
        var row = new RecordHash.Row(
                tenant,
                chain,
                head.seq() + 1,
                ChronoUnit.MICROS.between(Instant.EPOCH, record.at()),
                record.mail().orElse(null),
                record.event(),
                DetailJson.write(record.detail()));
        heads.put(tenant, new Head(row.seq(), hash.of(head.hash(), row)));
        return row;
    }

    private Head head(UUID tenant) {
        Head head = heads.get(tenant);
        if (head == null) {
            throw new IllegalStateException("a chain without head");
        }
        return head;
    }

    private void move(UUID[] tenants) {
        var seqs = new ArrayList<Long>();
        var hashes = new ArrayList<String>();
        for (UUID tenant : tenants) {
            seqs.add(head(tenant).seq());
            hashes.add(HEX.formatHex(head(tenant).hash()));
        }
        handle.createUpdate(AuditStatement.MOVE_HEADS.sql())
                .bind("chain", chain)
                .bindArray("tenants", UUID.class, (Object[]) tenants)
                .bindArray("seqs", Long.class, seqs)
                .bindArray("hashes", String.class, hashes)
                .execute();
    }
}

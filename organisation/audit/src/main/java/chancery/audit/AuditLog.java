package chancery.audit;

import chancery.mail.TenantId;
import chancery.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Appends to the audit, reads it and checks it. Safe for many threads. */
public final class AuditLog {
    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /**
     * Appends in the caller's transaction, which may be of one tenant, of the mail path or of the operator.
     *
     * @param chain names the writer: transactions that append to the same chain of the same tenant wait for each other
     * @param records of any tenants, in the order in which they are to stand
     */
    public void append(Handle handle, String chain, List<AuditRecord> records) {
        if (!records.isEmpty()) {
            new ChainAppend(handle, chain).append(records);
        }
    }

    /** Everything recorded about a mail, by time. */
    public List<AuditEntry> lifeOf(TenantId tenant, UUID mail) {
        return database.inTenant(
                tenant,
                handle -> handle.createQuery(AuditStatement.LIFE_OF_MAIL.sql())
                        .bind("tenant", tenant.value())
                        .bind("mail", mail)
                        .map((row, context) -> new AuditEntry(
                                row.getString("chain"),
                                row.getLong("seq"),
                                new AuditRecord(
                                        tenant,
                                        row.getObject("at", OffsetDateTime.class)
                                                .toInstant(),
                                        Optional.of(mail),
                                        row.getString("event"),
                                        DetailJson.read(row.getString("detail")))))
                        .list());
    }

    /** Recomputes every chain of the tenant; takes seconds per million records. */
    public Verification verify(TenantId tenant) {
        return database.inTenant(tenant, handle -> verify(handle, tenant));
    }

    private record Head(String chain, long seq, byte[] hash) {}

    private Verification verify(Handle handle, TenantId tenant) {
        List<Head> heads = handle.createQuery(AuditStatement.HEADS.sql())
                .bind("tenant", tenant.value())
                .map((row, context) -> new Head(row.getString("chain"), row.getLong("seq"), row.getBytes("hash")))
                .list();
        var known = new HashSet<String>();
        long records = 0;
        for (Head head : heads) {
            known.add(head.chain());
            Verification chain = verify(handle, tenant, head);
            switch (chain) {
                case Verification.Broken broken -> {
                    return broken;
                }
                case Verification.Intact intact -> records += intact.records();
            }
        }
        for (String chain : handle.createQuery(AuditStatement.CHAINS.sql())
                .bind("tenant", tenant.value())
                .mapTo(String.class)
                .list()) {
            if (!known.contains(chain)) {
                return new Verification.Broken(chain, 1, "the chain has no head");
            }
        }
        return new Verification.Intact(records, heads.size());
    }

    private static Verification verify(Handle handle, TenantId tenant, Head head) {
        var hash = new RecordHash();
        byte[] before = RecordHash.NONE;
        long seq = 0;
        while (true) {
            List<Stored> page = handle.createQuery(AuditStatement.CHAIN.sql())
                    .bind("tenant", tenant.value())
                    .bind("chain", head.chain())
                    .bind("after", seq)
                    .map((row, context) -> stored(row, tenant, head.chain()))
                    .list();
            for (Stored stored : page) {
                seq++;
                if (stored.words().seq() != seq) {
                    return new Verification.Broken(head.chain(), seq, "a record is missing");
                }
                before = hash.of(before, stored.words());
                if (!Arrays.equals(before, stored.hash())) {
                    return new Verification.Broken(head.chain(), seq, "the record or one before it was changed");
                }
            }
            if (page.isEmpty()) {
                boolean whole = seq == head.seq() && Arrays.equals(before, head.hash());
                return whole
                        ? new Verification.Intact(seq, 1)
                        : new Verification.Broken(head.chain(), seq + 1, "the end of the chain is missing");
            }
        }
    }

    private record Stored(RecordHash.Row words, byte[] hash) {}

    private static Stored stored(ResultSet row, TenantId tenant, String chain) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        var words = new RecordHash.Row(
                tenant.value(),
                chain,
                row.getLong("seq"),
                ChronoUnit.MICROS.between(Instant.EPOCH, at),
                row.getObject("mail_id", UUID.class),
                row.getString("event"),
                row.getString("detail"));
        return new Stored(words, row.getBytes("hash"));
    }
}

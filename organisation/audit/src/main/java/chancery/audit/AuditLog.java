package chancery.audit;

import chancery.mail.TenantId;
import chancery.store.Database;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
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
            new ChainAppend(handle, chain).append(records, Map.of());
        }
    }

    /** For a chain that one thread alone appends to, in many transactions. */
    public ChainWriter writer(String chain) {
        return new ChainWriter(chain);
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
        return database.inTenant(tenant, handle -> new ChainCheck(handle, tenant).verify());
    }
}

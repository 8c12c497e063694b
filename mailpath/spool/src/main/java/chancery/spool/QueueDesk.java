package chancery.spool;

import chancery.audit.AuditLog;
import chancery.audit.AuditRecord;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.FaultException;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What people do with a tenant's queue: look, try now, hold, release, take back. Every change is on the tenant's audit
 * record with who made it. Works without a running {@link Spool}; nodes see the change when they next look, about a
 * second later.
 */
public final class QueueDesk {
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    private final Database database;
    private final AuditLog audit;
    private final SpoolConfig config;
    private final Clock clock;

    public QueueDesk(Database database, AuditLog audit, SpoolConfig config, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** Entries in the order of their mails. */
    public List<QueuedEntry> entries(TenantId tenant, QueueFilter filter) {
        var after = filter.after().orElse(new QueueFilter.After(FIRST, FIRST));
        return database.inTenant(tenant, handle -> {
            try (var query = handle.createQuery(SpoolStatement.LIST_ENTRIES.sql())) {
                return readEntries(query.bind("tenant", tenant.value())
                        .bind("afterMail", after.mail())
                        .bind("afterEntry", after.entry())
                        .bind("state", filter.state().map(EntryState::name).orElse(""))
                        .bind("destination", filter.destination().orElse(""))
                        .bind("address", filter.address().map(QueueDesk::lower).orElse(""))
                        .bind("limit", filter.limit()));
            }
        });
    }

    /** One entry, if it still has work to do. */
    public Optional<QueuedEntry> entry(TenantId tenant, UUID id) {
        return database.inTenant(tenant, handle -> {
            try (var query = handle.createQuery(SpoolStatement.SHOW_ENTRY.sql())) {
                return readEntries(query.bind("tenant", tenant.value()).bind("id", id)).stream()
                        .findFirst();
            }
        });
    }

    /** The unfinished entries of a mail. */
    public List<QueuedEntry> entriesOf(TenantId tenant, UUID mail) {
        return database.inTenant(tenant, handle -> {
            try (var query = handle.createQuery(SpoolStatement.ENTRIES_OF_MAIL.sql())) {
                return readEntries(query.bind("tenant", tenant.value()).bind("mail", mail));
            }
        });
    }

    /** Tries a waiting entry now, even when its destination rests; false when there is none. */
    public boolean retryNow(TenantId tenant, UUID entry, String actor) {
        return change(
                tenant, entry, actor, SpoolStatement.RETRY_NOW, "queue-retried", Map.of("due", LeasedEntry.AT_ONCE));
    }

    /** Tries it no more until it is released; dropped after {@code keepFor}. An attempt that runs may still succeed. */
    public boolean hold(TenantId tenant, UUID entry, Duration keepFor, String actor) {
        Instant until = clock.instant().plus(keepFor);
        return change(tenant, entry, actor, SpoolStatement.HOLD, "queue-held", Map.of("due", until));
    }

    /** Lets a held entry go, with the full time for delivery ahead. */
    public boolean release(TenantId tenant, UUID entry, String actor) {
        Instant expires = clock.instant().plus(config.expiry());
        var values = Map.of("due", LeasedEntry.AT_ONCE, "expires", expires);
        return change(tenant, entry, actor, SpoolStatement.RELEASE, "queue-released", values);
    }

    /** Takes an entry back: the sender is told that it failed. An attempt that runs may still succeed. */
    public boolean cancel(TenantId tenant, UUID entry, String actor) {
        var values = Map.of("due", LeasedEntry.AT_ONCE);
        return change(tenant, entry, actor, SpoolStatement.CANCEL, "queue-cancelled", values);
    }

    /** Mails, youngest first, beginning below {@code before} (the last one of the page before). */
    public List<MailSummary> mails(TenantId tenant, Optional<UUID> before, Optional<String> address, int limit) {
        return database.inTenant(tenant, handle -> {
            try (var query = handle.createQuery(SpoolStatement.LIST_MAILS.sql())) {
                return readMails(query.bind("tenant", tenant.value())
                        .bind("before", before.orElse(LAST))
                        .bind("address", address.map(QueueDesk::lower).orElse(""))
                        .bind("limit", limit));
            }
        });
    }

    /** One mail, also when it is long done. */
    public Optional<MailSummary> mail(TenantId tenant, UUID mail) {
        return database.inTenant(tenant, handle -> {
            try (var query = handle.createQuery(SpoolStatement.SHOW_MAIL.sql())) {
                return readMails(query.bind("tenant", tenant.value()).bind("mail", mail)).stream()
                        .findFirst();
            }
        });
    }

    /** How many entries the tenant has in each state. */
    public SpoolCounts.Depth depth(TenantId tenant) {
        return database.inTenant(
                tenant,
                handle -> depth(
                        handle.createQuery(SpoolStatement.COUNT_ENTRIES.sql()).bind("tenant", tenant.value())));
    }

    static SpoolCounts.Depth depth(Query counting) {
        try (counting) {
            return counting.reduceRows(SpoolCounts.Depth.NONE, (sum, row) -> {
                long entries = row.getColumn("entries", Long.class);
                return switch (EntryState.valueOf(row.getColumn("state", String.class))) {
                    case QUEUED -> new SpoolCounts.Depth(sum.queued() + entries, sum.held(), sum.cancelled());
                    case HELD -> new SpoolCounts.Depth(sum.queued(), sum.held() + entries, sum.cancelled());
                    case CANCELLED -> new SpoolCounts.Depth(sum.queued(), sum.held(), sum.cancelled() + entries);
                };
            });
        }
    }

    private boolean change(
            TenantId tenant,
            UUID entry,
            String actor,
            SpoolStatement statement,
            String event,
            Map<String, Instant> values) {
        return database.inTenant(tenant, handle -> {
            Optional<UUID> mail = mailOfChanged(handle, tenant, entry, statement, values);
            if (mail.isPresent()) {
                var detail = Map.of("entry", entry.toString(), "actor", actor);
                var record = new AuditRecord(tenant, clock.instant(), mail, event, detail);
                audit.append(handle, config.node() + "/queue", List.of(record));
            }
            return mail.isPresent();
        });
    }

    private static Optional<UUID> mailOfChanged(
            Handle handle, TenantId tenant, UUID entry, SpoolStatement statement, Map<String, Instant> values) {
        try (var query = handle.createQuery(statement.sql())) {
            query.bind("tenant", tenant.value()).bind("id", entry);
            values.forEach(query::bind);
            return query.mapTo(UUID.class).findFirst();
        }
    }

    private static List<QueuedEntry> readEntries(Query query) {
        var rows = new ArrayList<QueuedEntry>();
        for (EntryRow row :
                query.map((result, context) -> EntryRow.read(result)).list()) {
            try {
                rows.add(new QueuedEntry(row.transaction(), row.entry(), row.lastStatus(), row.leased()));
            } catch (SyntaxException e) {
                throw new FaultException(SpoolError.ROW_UNREADABLE, e);
            }
        }
        return rows;
    }

    private static List<MailSummary> readMails(Query query) {
        return query.map((row, context) -> summary(row)).list();
    }

    private static MailSummary summary(ResultSet row) throws SQLException {
        try {
            return new MailSummary(
                    row.getObject("id", UUID.class),
                    EntryRow.instant(row, "received_at"),
                    ReversePath.parse(row.getString("sender")),
                    StoredText.parseRecipients(row.getString("recipients")).stream()
                            .map(EnvelopeRecipient::address)
                            .toList(),
                    row.getLong("size"),
                    row.getInt("open_entries"),
                    row.getInt("delivered"),
                    row.getInt("failed"),
                    Optional.ofNullable(row.getTimestamp("finished_at")).map(java.sql.Timestamp::toInstant));
        } catch (SyntaxException e) {
            throw new FaultException(SpoolError.ROW_UNREADABLE, e);
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }
}

package chancery.spool;

import chancery.audit.AuditLog;
import chancery.audit.AuditRecord;
import chancery.audit.ChainWriter;
import chancery.mail.TenantId;
import chancery.spool.Settlement.Finished;
import chancery.spool.Settlement.Postponed;
import chancery.store.ContentVault;
import chancery.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** One transaction for many settlements. */
final class SettlementWriter {
    private final Database database;
    private final ContentVault vault;
    private final ChainWriter audit;
    private final MailWriter mails;
    private final SpoolConfig config;
    private final String lessee;
    private final Clock clock;

    SettlementWriter(
            Database database,
            ContentVault vault,
            AuditLog audit,
            MailWriter mails,
            SpoolConfig config,
            String lessee,
            Clock clock) {
        this.database = database;
        this.vault = vault;
        this.audit = audit.writer(config.node() + "/finish");
        this.mails = mails;
        this.config = config;
        this.lessee = lessee;
        this.clock = clock;
    }

    /** Writes all or nothing; returns the entries that came of it, leased by this node. */
    List<LeasedEntry> write(List<Settlement> batch) {
        Instant now = clock.instant();
        Instant until = now.plus(config.lease());
        return database.onMailPath(handle -> {
            var postponed = new ArrayList<Postponed>();
            var finished = new ArrayList<Finished>();
            for (Settlement settlement : batch) {
                switch (settlement) {
                    case Postponed p -> postponed.add(p);
                    case Finished f -> finished.add(f);
                }
            }
            Set<UUID> settled = new HashSet<>();
            if (!postponed.isEmpty()) {
                settled.addAll(postpone(handle, postponed, now));
                count(handle, postponed, settled);
            }
            Map<TenantId, List<UUID>> ended = new HashMap<>();
            if (!finished.isEmpty()) {
                settled.addAll(finish(handle, finished, now, ended));
            }
            List<LeasedEntry> next = insertNew(handle, batch, settled, now, until);
            ended.forEach((tenant, contents) -> vault.destroy(handle, tenant, contents));
            appendAudit(handle, batch, settled);
            return next;
        });
    }

    private Set<UUID> postpone(Handle handle, List<Postponed> postponed, Instant now) {
        var rows = new Rows("uuid", "uuid", "uuid", "text", "timestamptz", "int4", "bool", "text", "text");
        for (Postponed one : postponed) {
            QueueEntry entry = one.leased().entry();
            var position = one.position();
            rows.add(
                    entry.tenant().value(),
                    entry.mail(),
                    entry.id(),
                    position.state().name(),
                    position.next().nextAttemptAt(),
                    position.next().attempts(),
                    position.next().delayWarned(),
                    StoredText.recipients(position.remaining()),
                    position.lastStatus());
        }
        try (var query = handle.createQuery(SpoolStatement.POSTPONE.sql())) {
            return rows.bindTo(query, "entry")
                    .bind("me", lessee)
                    .bind("now", now)
                    .map((row, context) -> row.getObject(1, UUID.class))
                    .set();
        }
    }

    private static void count(Handle handle, List<Postponed> postponed, Set<UUID> settled) {
        var rows = new Rows("uuid", "uuid", "int4", "int4", "int4");
        for (Postponed one : postponed) {
            int adds = one.report().followUps().size();
            if (settled.contains(one.leased().id()) && adds + one.delivered() + one.failed() > 0) {
                QueueEntry entry = one.leased().entry();
                rows.add(entry.tenant().value(), entry.mail(), adds, one.delivered(), one.failed());
            }
        }
        if (!rows.isEmpty()) {
            try (var update = handle.createUpdate(SpoolStatement.COUNT_RESULTS.sql())) {
                rows.bindTo(update, "mail").execute();
            }
        }
    }

    private static Set<UUID> finish(
            Handle handle, List<Finished> finished, Instant now, Map<TenantId, List<UUID>> ended) {
        var rows = new Rows("uuid", "uuid", "uuid", "int4", "int4", "int4", "bool");
        for (Finished one : finished) {
            QueueEntry entry = one.leased().entry();
            rows.add(
                    entry.tenant().value(),
                    entry.mail(),
                    entry.id(),
                    one.report().followUps().size(),
                    one.delivered(),
                    one.failed(),
                    one.report().keepContent());
        }
        Set<UUID> settled = new HashSet<>();
        try (var query = handle.createQuery(SpoolStatement.FINISH.sql())) {
            for (Ending row : rows.bindTo(query, "entry")
                    .bind("now", now)
                    .map((r, context) -> Ending.read(r))
                    .list()) {
                switch (row) {
                    case Ending.OfEntry(UUID entry) -> settled.add(entry);
                    case Ending.OfMail(TenantId tenant, UUID content) ->
                        ended.computeIfAbsent(tenant, none -> new ArrayList<>()).add(content);
                }
            }
        }
        return settled;
    }

    /** A finished entry, or a mail that has none left and whose content ends with it. */
    private sealed interface Ending {
        record OfEntry(UUID entry) implements Ending {}

        record OfMail(TenantId tenant, UUID content) implements Ending {}

        static Ending read(ResultSet row) throws SQLException {
            UUID entry = row.getObject(1, UUID.class);
            return entry != null
                    ? new OfEntry(entry)
                    : new OfMail(new TenantId(row.getObject(2, UUID.class)), row.getObject(3, UUID.class));
        }
    }

    private List<LeasedEntry> insertNew(
            Handle handle, List<Settlement> batch, Set<UUID> settled, Instant now, Instant until) {
        var next = new ArrayList<LeasedEntry>();
        var followUps = new ArrayList<QueueEntry>();
        var generated = new ArrayList<AcceptedMail>();
        for (Settlement settlement : batch) {
            if (settled.contains(settlement.leased().id())) {
                for (QueueEntry entry : settlement.report().followUps()) {
                    followUps.add(entry);
                    if (entry.state() != EntryState.HELD) {
                        next.add(settlement.leased().followedBy(entry, until));
                    }
                }
                generated.addAll(settlement.report().generated());
            }
        }
        if (!followUps.isEmpty()) {
            mails.insertEntries(handle, followUps, until);
        }
        if (!generated.isEmpty()) {
            mails.insert(handle, generated, now, until);
            next.addAll(LeasedEntry.of(generated, until));
        }
        return next;
    }

    // the attempt took place and is on record even where someone else finished the entry first
    private void appendAudit(Handle handle, List<Settlement> batch, Set<UUID> settled) {
        var records = new ArrayList<AuditRecord>();
        for (Settlement settlement : batch) {
            records.addAll(settlement.report().audit());
            if (settled.contains(settlement.leased().id())) {
                settlement.report().generated().forEach(mail -> records.addAll(mail.audit()));
            }
        }
        if (!records.isEmpty()) {
            audit.append(handle, records);
        }
    }
}

package chancery.spool;

import chancery.store.Scope;
import chancery.store.Statement;
import chancery.store.spi.StatementCatalogue;
import java.util.List;

/**
 * Every statement of the queue. Those of the mail path carry many rows of any tenant in arrays, one round trip for a
 * whole batch; those of tenants serve administration.
 */
enum SpoolStatement implements Statement {
    INSERT_MAILS(Scope.MAIL_PATH, """
            WITH mail AS (
              INSERT INTO spool_mail (tenant_id, id, received_at, sender, options, recipients, content_id, size, sha256,
                  open_entries, finished_at)
              SELECT * FROM unnest(:mail1, :mail2, :mail3, :mail4, :mail5, :mail6, :mail7, :mail8, :mail9, :mail10,
                  :mail11))
            INSERT INTO spool_entry (tenant_id, mail_id, id, state, due_at, leased_by, expires_at, queued_at, attempts,
                delay_warned, destination, method, alternatives, recipients)
            SELECT * FROM unnest(:entry1, :entry2, :entry3, :entry4, :entry5, :entry6, :entry7, :entry8, :entry9,
                :entry10, :entry11, :entry12, :entry13, :entry14)"""),

    // A literal limit, because a planner that cannot see the limit expects a tenth of the table and reads all of it.
    LEASE_DUE(Scope.MAIL_PATH, """
            WITH due AS MATERIALIZED (
              SELECT tenant_id, mail_id, id, due_at FROM spool_entry WHERE due_at <= :now
              ORDER BY due_at LIMIT 200 FOR UPDATE SKIP LOCKED),
            leased AS (
              UPDATE spool_entry e SET leased_by = :me, due_at = :until FROM due
              WHERE e.tenant_id = due.tenant_id AND e.mail_id = due.mail_id AND e.id = due.id
              RETURNING e.*, due.due_at AS was_due)
            SELECT l.*, m.received_at, m.sender, m.options, m.recipients AS all_recipients, m.content_id, m.size,
                m.sha256
            FROM leased l JOIN spool_mail m ON m.tenant_id = l.tenant_id AND m.id = l.mail_id
            ORDER BY l.was_due"""),

    RENEW_LEASES(Scope.MAIL_PATH, """
            UPDATE spool_entry e SET due_at = :until FROM unnest(:entry1, :entry2, :entry3) AS d(tenant_id, mail_id, id)
            WHERE e.tenant_id = d.tenant_id AND e.mail_id = d.mail_id AND e.id = d.id AND e.leased_by = :me"""),

    // What waits in a node's memory and is not that node's to try any more.
    FIND_WITHDRAWN(Scope.MAIL_PATH, """
            SELECT d.id FROM unnest(:entry1, :entry2, :entry3) AS d(tenant_id, mail_id, id)
            LEFT JOIN spool_entry e ON e.tenant_id = d.tenant_id AND e.mail_id = d.mail_id AND e.id = d.id
            WHERE e.id IS NULL OR e.state <> 'QUEUED' OR e.leased_by IS DISTINCT FROM :me"""),

    // Leases end within one lease time from now, so the due index bounds what is looked at.
    TAKE_BACK(Scope.MAIL_PATH, """
            UPDATE spool_entry SET leased_by = NULL, due_at = :now
            WHERE due_at <= :until AND leased_by <> :me AND starts_with(leased_by, :node)"""),

    // A held entry keeps its hold, but learns which recipients were served by the attempt that ran meanwhile.
    POSTPONE(Scope.MAIL_PATH, """
            UPDATE spool_entry e SET
              leased_by = NULL,
              state = CASE WHEN e.state IN ('HELD', 'CANCELLED') THEN e.state ELSE d.state END,
              due_at = CASE WHEN e.state = 'HELD' THEN e.due_at
                  WHEN e.state = 'CANCELLED' AND d.state <> 'CANCELLED' THEN CAST(:now AS timestamptz)
                  ELSE d.due_at END,
              attempts = d.attempts, delay_warned = d.delay_warned, recipients = d.recipients,
              last_status = CASE WHEN d.last_status = '' THEN e.last_status ELSE d.last_status END
            FROM unnest(:entry1, :entry2, :entry3, :entry4, :entry5, :entry6, :entry7, :entry8, :entry9)
              AS d(tenant_id, mail_id, id, state, due_at, attempts, delay_warned, recipients, last_status)
            WHERE e.tenant_id = d.tenant_id AND e.mail_id = d.mail_id AND e.id = d.id
              AND (e.leased_by = :me OR e.state = 'HELD')
            RETURNING e.id"""),

    COUNT_RESULTS(Scope.MAIL_PATH, """
            UPDATE spool_mail m SET open_entries = m.open_entries + d.adds, delivered = m.delivered + d.delivered,
              failed = m.failed + d.failed
            FROM (SELECT tenant_id, id, sum(adds) AS adds, sum(delivered) AS delivered, sum(failed) AS failed
                FROM unnest(:mail1, :mail2, :mail3, :mail4, :mail5) AS u(tenant_id, id, adds, delivered, failed)
                GROUP BY 1, 2) d
            WHERE m.tenant_id = d.tenant_id AND m.id = d.id"""),

    INSERT_ENTRIES(Scope.MAIL_PATH, """
            INSERT INTO spool_entry (tenant_id, mail_id, id, state, due_at, leased_by, expires_at, queued_at, attempts,
                delay_warned, destination, method, alternatives, recipients)
            SELECT * FROM unnest(:entry1, :entry2, :entry3, :entry4, :entry5, :entry6, :entry7, :entry8, :entry9,
                :entry10, :entry11, :entry12, :entry13, :entry14)"""),

    // Whoever comes first finishes an entry, whatever became of the lease; the second finds nothing.
    FINISH(Scope.MAIL_PATH, """
            WITH gone AS (
              DELETE FROM spool_entry e
              USING unnest(:entry1, :entry2, :entry3, :entry4, :entry5, :entry6, :entry7)
                AS d(tenant_id, mail_id, id, adds, delivered, failed, keep)
              WHERE e.tenant_id = d.tenant_id AND e.mail_id = d.mail_id AND e.id = d.id
              RETURNING d.*),
            change AS (
              SELECT tenant_id, mail_id, sum(adds) - count(*) AS delta, sum(delivered) AS delivered,
                sum(failed) AS failed, bool_or(keep) AS keep
              FROM gone GROUP BY 1, 2),
            mail AS (
              UPDATE spool_mail m SET open_entries = m.open_entries + c.delta, delivered = m.delivered + c.delivered,
                failed = m.failed + c.failed, content_kept = m.content_kept OR c.keep,
                finished_at = CASE WHEN m.open_entries + c.delta = 0 THEN CAST(:now AS timestamptz) END
              FROM change c WHERE m.tenant_id = c.tenant_id AND m.id = c.mail_id
              RETURNING m.tenant_id, m.content_id, m.open_entries = 0 AND NOT m.content_kept AS ended)
            SELECT id, NULL::uuid AS tenant_id, NULL::uuid AS content_id FROM gone
            UNION ALL SELECT NULL, tenant_id, content_id FROM mail WHERE ended"""),

    COUNT_DUE(Scope.MAIL_PATH, """
            SELECT count(*) FROM (SELECT FROM spool_entry WHERE due_at <= :now LIMIT 100000) due"""),

    COUNT_ALL(Scope.MAIL_PATH, """
            SELECT state, count(*) AS entries FROM spool_entry GROUP BY state"""),

    LIST_ENTRIES(Scope.TENANT, """
            SELECT e.*, m.received_at, m.sender, m.options, m.recipients AS all_recipients, m.content_id, m.size,
                m.sha256, e.due_at AS was_due
            FROM spool_entry e JOIN spool_mail m ON m.tenant_id = e.tenant_id AND m.id = e.mail_id
            WHERE e.tenant_id = :tenant
              AND (e.mail_id, e.id) > (:afterMail, :afterEntry)
              AND (:state = '' OR e.state = :state)
              AND (:destination = '' OR e.destination = :destination)
              AND (:address = '' OR strpos(lower(e.recipients), :address) > 0 OR strpos(lower(m.sender), :address) > 0)
            ORDER BY e.mail_id, e.id LIMIT :limit"""),

    SHOW_ENTRY(Scope.TENANT, """
            SELECT e.*, m.received_at, m.sender, m.options, m.recipients AS all_recipients, m.content_id, m.size,
                m.sha256, e.due_at AS was_due
            FROM spool_entry e JOIN spool_mail m ON m.tenant_id = e.tenant_id AND m.id = e.mail_id
            WHERE e.tenant_id = :tenant AND e.id = :id"""),

    ENTRIES_OF_MAIL(Scope.TENANT, """
            SELECT e.*, m.received_at, m.sender, m.options, m.recipients AS all_recipients, m.content_id, m.size,
                m.sha256, e.due_at AS was_due
            FROM spool_entry e JOIN spool_mail m ON m.tenant_id = e.tenant_id AND m.id = e.mail_id
            WHERE e.tenant_id = :tenant AND e.mail_id = :mail ORDER BY e.id"""),

    RETRY_NOW(Scope.TENANT, """
            UPDATE spool_entry SET due_at = :due WHERE tenant_id = :tenant AND id = :id AND state = 'QUEUED'
              AND leased_by IS NULL RETURNING mail_id"""),

    HOLD(Scope.TENANT, """
            UPDATE spool_entry SET state = 'HELD', due_at = :due, leased_by = NULL
            WHERE tenant_id = :tenant AND id = :id AND state = 'QUEUED' RETURNING mail_id"""),

    RELEASE(Scope.TENANT, """
            UPDATE spool_entry SET state = 'QUEUED', due_at = :due, expires_at = greatest(expires_at, :expires)
            WHERE tenant_id = :tenant AND id = :id AND state = 'HELD' RETURNING mail_id"""),

    // A leased entry keeps its lease: the attempt that runs may still succeed.
    CANCEL(Scope.TENANT, """
            UPDATE spool_entry SET state = 'CANCELLED', due_at = CASE WHEN leased_by IS NULL THEN CAST(:due AS timestamptz) ELSE due_at END
            WHERE tenant_id = :tenant AND id = :id AND state <> 'CANCELLED' RETURNING mail_id"""),

    LIST_MAILS(Scope.TENANT, """
            SELECT id, received_at, sender, recipients, size, open_entries, delivered, failed, finished_at
            FROM spool_mail
            WHERE tenant_id = :tenant AND id < :before
              AND (:address = '' OR strpos(lower(recipients), :address) > 0 OR strpos(lower(sender), :address) > 0)
            ORDER BY id DESC LIMIT :limit"""),

    SHOW_MAIL(Scope.TENANT, """
            SELECT id, received_at, sender, recipients, size, open_entries, delivered, failed, finished_at
            FROM spool_mail WHERE tenant_id = :tenant AND id = :mail"""),

    COUNT_ENTRIES(Scope.TENANT, """
            SELECT state, count(*) AS entries FROM spool_entry WHERE tenant_id = :tenant GROUP BY state""");

    private final Scope scope;
    private final String sql;

    SpoolStatement(Scope scope, String sql) {
        this.scope = scope;
        this.sql = sql;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public Scope scope() {
        return scope;
    }

    /** Found by the service loader. */
    public static final class Catalogue implements StatementCatalogue {
        @Override
        public List<Statement> statements() {
            return List.of(values());
        }
    }
}

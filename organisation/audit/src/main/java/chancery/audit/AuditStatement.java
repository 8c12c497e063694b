package chancery.audit;

import chancery.store.Scope;
import chancery.store.Statement;

/** Every statement of the audit. */
enum AuditStatement implements Statement {
    /** Heads of several tenants' chains at once, locked in one order so that two batches cannot block each other. */
    LOCK_HEADS(Scope.MAIL_PATH, """
            SELECT tenant_id, seq, hash FROM audit_head
            WHERE chain = :chain AND tenant_id = ANY (:tenants)
            ORDER BY tenant_id FOR UPDATE
            """),
    /** Makes the heads that are missing, so that they can be locked. */
    MAKE_HEADS(Scope.MAIL_PATH, """
            INSERT INTO audit_head (tenant_id, chain, seq, hash)
            SELECT t, :chain, 0, :none FROM unnest(:tenants::uuid[]) AS t
            ON CONFLICT DO NOTHING
            """),
    /** Moves the heads that are where the writer believes them to be and adds the records; says how many were moved. */
    APPEND(Scope.MAIL_PATH, """
            WITH moved AS (
              UPDATE audit_head SET seq = r.s, hash = r.h
              FROM unnest(:ends::uuid[], :before::bigint[], :endSeqs::bigint[], :endHashes::bytea[]) AS r (t, b, s, h)
              WHERE audit_head.tenant_id = r.t AND chain = :chain AND audit_head.seq = r.b
              RETURNING 1),
            added AS (
              INSERT INTO audit_record (tenant_id, chain, seq, at, mail_id, event, detail, hash)
              SELECT t, :chain, s, to_timestamp(0) + m * interval '1 microsecond', i, e, d, h
              FROM unnest(:tenants::uuid[], :seqs::bigint[], :times::bigint[], :mails::uuid[], :events::text[],
                  :details::text[], :hashes::bytea[]) AS r (t, s, m, i, e, d, h))
            SELECT count(*) FROM moved
            """),
    LIFE_OF_MAIL(Scope.TENANT, """
            SELECT chain, seq, at, mail_id, event, detail FROM audit_record
            WHERE tenant_id = :tenant AND mail_id = :mail
            ORDER BY at, chain, seq
            """),
    HEADS(Scope.TENANT, """
            SELECT chain, seq, hash FROM audit_head WHERE tenant_id = :tenant ORDER BY chain
            """),
    CHAINS(Scope.TENANT, """
            SELECT DISTINCT chain FROM audit_record WHERE tenant_id = :tenant
            """),
    CHAIN(Scope.TENANT, """
            SELECT seq, at, mail_id, event, detail, hash FROM audit_record
            WHERE tenant_id = :tenant AND chain = :chain AND seq > :after AND seq <= :upTo
            ORDER BY seq LIMIT 5000
            """),
    STARTS(Scope.TENANT, """
            SELECT chain, seq, hash FROM audit_start WHERE tenant_id = :tenant
            """),
    /** The last of the oldest records that are all older than a time; some thousand at once. */
    OLD_END(Scope.TENANT, """
            SELECT seq, hash FROM (
              SELECT seq, hash, bool_and(at < :olderThan) OVER (ORDER BY seq) AS old FROM (
                SELECT seq, hash, at FROM audit_record WHERE tenant_id = :tenant AND chain = :chain
                ORDER BY seq LIMIT 5000) oldest) marked
            WHERE old ORDER BY seq DESC LIMIT 1
            """),
    MOVE_START(Scope.TENANT, """
            INSERT INTO audit_start (tenant_id, chain, seq, hash) VALUES (:tenant, :chain, :seq, :hash)
            ON CONFLICT (tenant_id, chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
            WHERE audit_start.seq < excluded.seq
            """),
    DELETE_OLD(Scope.TENANT, """
            DELETE FROM audit_record WHERE tenant_id = :tenant AND chain = :chain AND seq <= :seq
            """);

    private final Scope scope;
    private final String sql;

    AuditStatement(Scope scope, String sql) {
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
}

package chancery.bench;

import chancery.store.Scope;
import chancery.store.Statement;

/** Statements that fill the queue of a gateway that does not run. */
enum BacklogStatement implements Statement {
    /**
     * Deferred mails with the numbers {@code from} to {@code to}: 50 tenants, 20,000 destinations of which few have very
     * many mails, tried up to five times, due again in one to five hours. What content and key hold is noise.
     */
    FILL("""
            WITH n AS MATERIALIZED (
              SELECT i, md5(i::text) AS h, lpad(to_hex(1700000000000 + i), 12, '0') AS t,
                'd' || floor(20000 * power(random(), 3))::int || '.example' AS destination
              FROM generate_series(CAST(:from AS bigint), CAST(:to AS bigint)) AS i),
            d AS MATERIALIZED (
              SELECT i, h, destination, md5('tenant' || i % 50)::uuid AS tenant,
                (t || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid AS mail FROM n),
            keys AS (
              INSERT INTO content_key (tenant_id, content_id, wrapped)
              SELECT tenant, mail, decode(repeat(h, 5), 'hex') FROM d),
            contents AS (
              INSERT INTO content (tenant_id, id, size, sha256, body)
              SELECT tenant, mail, 992, decode(h || h, 'hex'), decode(repeat(h, 62), 'hex') FROM d),
            mails AS (
              INSERT INTO spool_mail (tenant_id, id, received_at, sender, options, recipients, content_id, size, sha256,
                open_entries)
              SELECT tenant, mail, now() - interval '1 hour', 'someone@clinic.example', '', 'person@' || destination,
                mail, 992, h || h, 1 FROM d)
            INSERT INTO spool_entry (tenant_id, mail_id, id, state, due_at, expires_at, queued_at, attempts, delay_warned,
              destination, method, alternatives, recipients, last_status)
            SELECT tenant, mail, mail, 'QUEUED', now() + interval '1 hour' + random() * interval '4 hours',
              now() + interval '5 days', now() - interval '1 hour', 1 + i % 5, false, destination,
              'transport:OPPORTUNISTIC', '', 'person@' || destination, '451 4.4.1 Connection timed out' FROM d"""),

    /** How many of the tables have been looked through since they were filled. */
    ANALYZED("""
            SELECT count(*) FROM pg_stat_user_tables
            WHERE relname IN ('content', 'content_key', 'spool_mail', 'spool_entry')
              AND n_mod_since_analyze < n_live_tup / 5 + 1000"""),

    COUNT("SELECT count(*) FROM spool_entry");

    private final String sql;

    BacklogStatement(String sql) {
        this.sql = sql;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public Scope scope() {
        return Scope.MAIL_PATH;
    }
}

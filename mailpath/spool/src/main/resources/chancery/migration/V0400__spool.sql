-- The durable queue. A mail has one row for good and, while there is work to do, one row per queue entry.

CREATE TABLE spool_mail (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    received_at  timestamptz NOT NULL,
    sender       text        NOT NULL, -- reverse-path as on the wire, empty for the null one
    options      text        NOT NULL,
    recipients   text        NOT NULL, -- one per line
    content_id   uuid        NOT NULL,
    size         bigint      NOT NULL,
    sha256       text        NOT NULL,
    open_entries integer     NOT NULL, -- rows of this mail in spool_entry; counted so that two nodes that finish its last two entries at once agree which is the last
    delivered    integer     NOT NULL DEFAULT 0,
    failed       integer     NOT NULL DEFAULT 0,
    content_kept boolean     NOT NULL DEFAULT false, -- the content belongs to another capability now
    finished_at  timestamptz,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85); -- room for the one update at the end on the same page

-- No foreign key to spool_mail: a look-up per row on the busiest path, and only the statements of this module write here.
CREATE TABLE spool_entry (
    tenant_id    uuid        NOT NULL,
    mail_id      uuid        NOT NULL,
    id           uuid        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('QUEUED', 'HELD', 'CANCELLED')),
    due_at       timestamptz NOT NULL, -- next attempt, or end of the lease, or keep-until: one index finds all three
    leased_by    text,                 -- node#incarnation
    expires_at   timestamptz NOT NULL,
    queued_at    timestamptz NOT NULL,
    attempts     integer     NOT NULL,
    delay_warned boolean     NOT NULL,
    destination  text        NOT NULL,
    method       text        NOT NULL,
    alternatives text        NOT NULL,
    recipients   text        NOT NULL, -- one per line
    last_status  text        NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, mail_id, id)
) WITH (
    fillfactor = 90,
    -- rows live for milliseconds; dead ones must not pile up behind the due index
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0.05
);

-- The dispatcher works for all tenants at once, hence the one index that does not begin with the tenant.
CREATE INDEX spool_entry_due ON spool_entry (due_at);

ALTER TABLE spool_mail ENABLE ROW LEVEL SECURITY;
ALTER TABLE spool_mail FORCE ROW LEVEL SECURITY;
ALTER TABLE spool_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE spool_entry FORCE ROW LEVEL SECURITY;

CREATE POLICY of_tenant ON spool_mail TO chancery_tenant
    USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY of_tenant ON spool_entry TO chancery_tenant
    USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY of_mail_path ON spool_mail TO chancery_mailpath USING (true) WITH CHECK (true);
CREATE POLICY of_mail_path ON spool_entry TO chancery_mailpath USING (true) WITH CHECK (true);

GRANT SELECT ON spool_mail TO chancery_tenant;
GRANT SELECT, UPDATE (state, due_at, expires_at, leased_by) ON spool_entry TO chancery_tenant;
GRANT SELECT, INSERT, UPDATE ON spool_mail TO chancery_mailpath;
GRANT SELECT, INSERT, UPDATE, DELETE ON spool_entry TO chancery_mailpath;

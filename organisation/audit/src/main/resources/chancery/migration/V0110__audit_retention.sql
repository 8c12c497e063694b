-- The oldest records go when their time is over. What a chain then begins with is kept here: the number and hash of the
-- last record that went, so that the rest still proves itself.
CREATE TABLE audit_start (
    tenant_id uuid   NOT NULL,
    chain     text   NOT NULL,
    seq       bigint NOT NULL,
    hash      bytea  NOT NULL,
    PRIMARY KEY (tenant_id, chain)
);
ALTER TABLE audit_start ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_start FORCE ROW LEVEL SECURITY;
CREATE POLICY of_tenant ON audit_start TO chancery_tenant
    USING (tenant_id = current_setting('app.tenant')::uuid);
GRANT SELECT, INSERT, UPDATE ON audit_start TO chancery_tenant;

DROP TRIGGER audit_record_stays ON audit_record;
CREATE TRIGGER audit_record_stays BEFORE UPDATE OR TRUNCATE ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION audit_record_stays();

-- Whatever the program asks for, only the oldest end of a chain goes, never what is younger than 30 days, and only when
-- the chain's new beginning was written down truly before.
CREATE FUNCTION audit_oldest_end_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM gone g LEFT JOIN audit_start s ON s.tenant_id = g.tenant_id AND s.chain = g.chain
            WHERE s.seq IS NULL OR g.seq > s.seq OR g.at > now() - interval '30 days'
               OR (g.seq = s.seq AND g.hash <> s.hash))
        OR EXISTS (SELECT FROM (SELECT tenant_id, chain, max(seq) AS seq FROM gone GROUP BY 1, 2) g
            JOIN audit_start s ON s.tenant_id = g.tenant_id AND s.chain = g.chain WHERE g.seq < s.seq) THEN
        RAISE EXCEPTION 'audit records are never changed, and removed only from the oldest end after 30 days';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER audit_oldest_end_goes AFTER DELETE ON audit_record
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION audit_oldest_end_goes();
GRANT DELETE ON audit_record TO chancery_tenant;

-- What was decided and what became of it. Rows are added and never changed; each carries the hash of the one before it
-- in its chain. A chain per tenant and writer, so that writers do not wait for each other.

CREATE TABLE audit_record (
    tenant_id uuid        NOT NULL,
    chain     text        NOT NULL, -- node and writer, for example gw1/accept
    seq       bigint      NOT NULL, -- from 1 without a gap
    at        timestamptz NOT NULL,
    mail_id   uuid,
    event     text        NOT NULL,
    detail    text        NOT NULL, -- a JSON object with sorted names
    hash      bytea       NOT NULL,
    PRIMARY KEY (tenant_id, chain, seq)
);
CREATE INDEX audit_record_mail ON audit_record (tenant_id, mail_id) WHERE mail_id IS NOT NULL;

-- The end of each chain: what the next record is chained to, and what betrays a cut tail.
CREATE TABLE audit_head (
    tenant_id uuid   NOT NULL,
    chain     text   NOT NULL,
    seq       bigint NOT NULL,
    hash      bytea  NOT NULL,
    PRIMARY KEY (tenant_id, chain)
) WITH (fillfactor = 50); -- updated with every batch, on the same page

ALTER TABLE audit_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_record FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head FORCE ROW LEVEL SECURITY;

CREATE POLICY of_tenant ON audit_record TO chancery_tenant
    USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY of_tenant ON audit_head TO chancery_tenant
    USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY adds ON audit_record FOR INSERT TO chancery_mailpath, chancery_operator WITH CHECK (true);
CREATE POLICY chains ON audit_head TO chancery_mailpath, chancery_operator USING (true) WITH CHECK (true);

GRANT SELECT, INSERT ON audit_record TO chancery_tenant;
GRANT INSERT ON audit_record TO chancery_mailpath, chancery_operator;
GRANT SELECT, INSERT, UPDATE ON audit_head TO chancery_tenant, chancery_mailpath, chancery_operator;

CREATE FUNCTION audit_record_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit records are never changed or removed';
END $$;
CREATE TRIGGER audit_record_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION audit_record_stays();

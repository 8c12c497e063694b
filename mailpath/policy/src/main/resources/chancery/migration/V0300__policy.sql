-- Every policy that was ever published, as its JSON form. Rows are added and never changed.
CREATE TABLE policy_version (
    tenant_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    body text NOT NULL,
    published_at timestamptz NOT NULL,
    published_by text NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (tenant_id, version)
);
ALTER TABLE policy_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_version FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON policy_version TO chancery_tenant USING (tenant_id = current_setting('app.tenant')::uuid);
GRANT SELECT, INSERT ON policy_version TO chancery_tenant;

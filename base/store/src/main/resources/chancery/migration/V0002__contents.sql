-- Facts about the whole installation, no tenant's data. Read by the owner at start only.
CREATE TABLE installation (
    name text PRIMARY KEY,
    value text NOT NULL
);

-- One key per tenant, wrapped by the master key, which is not in the database.
CREATE TABLE tenant_key (
    tenant_id uuid PRIMARY KEY,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE tenant_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_key FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON tenant_key TO chancery_tenant USING (tenant_id = current_setting('app.tenant')::uuid);
GRANT SELECT, INSERT, DELETE ON tenant_key TO chancery_tenant;

-- Message keys, wrapped by the tenant key. Apart from the bodies, so that their backups can be kept apart and short.
CREATE TABLE content_key (
    tenant_id uuid NOT NULL,
    content_id uuid NOT NULL,
    wrapped bytea NOT NULL,
    PRIMARY KEY (tenant_id, content_id)
);
ALTER TABLE content_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE content_key FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON content_key TO chancery_tenant USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY mail_path ON content_key TO chancery_mailpath USING (true);
GRANT SELECT, INSERT, DELETE ON content_key TO chancery_tenant;
GRANT SELECT (tenant_id, content_id), INSERT, DELETE ON content_key TO chancery_mailpath;

-- Encrypted bodies: in the row, or the name of a blob.
CREATE TABLE content (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    body bytea,
    blob text,
    stored_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CHECK ((body IS NULL) <> (blob IS NULL))
);
-- cipher text does not compress, and a mail of usual size shall stay in its row
ALTER TABLE content ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE content SET (toast_tuple_target = 8160);
ALTER TABLE content ENABLE ROW LEVEL SECURITY;
ALTER TABLE content FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON content TO chancery_tenant USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY mail_path ON content TO chancery_mailpath USING (true);
GRANT SELECT, INSERT, DELETE ON content TO chancery_tenant;
GRANT SELECT (tenant_id, id, blob), INSERT, DELETE ON content TO chancery_mailpath;

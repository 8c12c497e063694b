-- The tenant of all zeros is the installation itself: it has tokens and audit records, but no row here.
CREATE TABLE tenant (
    tenant_id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL
);

CREATE TABLE mail_domain (
    tenant_id uuid NOT NULL REFERENCES tenant,
    domain text NOT NULL,
    server_host text NOT NULL,
    server_port int NOT NULL CHECK (server_port BETWEEN 1 AND 65535),
    portal_name text NOT NULL,
    notice_sender text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, domain)
);
-- a domain has one owner in the whole installation, and mail is routed by the domain alone
CREATE UNIQUE INDEX mail_domain_owner ON mail_domain (domain);

CREATE TABLE relay_host (
    tenant_id uuid NOT NULL REFERENCES tenant,
    network cidr NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, network)
);

-- What SCRAM-SHA-256 needs to verify a password; the password cannot be had from it.
CREATE TABLE account (
    tenant_id uuid NOT NULL REFERENCES tenant,
    address text NOT NULL,
    role text NOT NULL CHECK (role IN ('USER', 'ADMINISTRATOR')),
    salt bytea NOT NULL,
    iterations int NOT NULL CHECK (iterations >= 65536),
    stored_key bytea NOT NULL,
    server_key bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, address)
);
CREATE UNIQUE INDEX account_owner ON account (address);

CREATE TABLE api_token (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX api_token_hash ON api_token (hash);

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
ALTER TABLE mail_domain ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_domain FORCE ROW LEVEL SECURITY;
ALTER TABLE relay_host ENABLE ROW LEVEL SECURITY;
ALTER TABLE relay_host FORCE ROW LEVEL SECURITY;
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_token FORCE ROW LEVEL SECURITY;

-- A tenant changes its own rows; the operator's role only looks things up over all tenants.
CREATE POLICY own ON tenant TO chancery_tenant USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY own ON mail_domain TO chancery_tenant USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY own ON relay_host TO chancery_tenant USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY own ON account TO chancery_tenant USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY own ON api_token TO chancery_tenant USING (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY operator ON tenant FOR SELECT TO chancery_operator USING (true);
CREATE POLICY operator ON mail_domain FOR SELECT TO chancery_operator USING (true);
CREATE POLICY operator ON relay_host FOR SELECT TO chancery_operator USING (true);
CREATE POLICY operator ON account FOR SELECT TO chancery_operator USING (true);
CREATE POLICY operator ON api_token FOR SELECT TO chancery_operator USING (true);

GRANT SELECT, INSERT, DELETE ON tenant, mail_domain, relay_host, account, api_token TO chancery_tenant;
GRANT UPDATE ON mail_domain, account TO chancery_tenant;
GRANT SELECT ON tenant, mail_domain, relay_host, account, api_token TO chancery_operator;

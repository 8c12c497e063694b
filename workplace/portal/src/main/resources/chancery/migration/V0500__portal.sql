-- Mail that waits for its recipients, and how they prove who they are. Subjects and texts are in the content alone.

CREATE TABLE portal_message (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    entry_id   uuid        NOT NULL, -- the queue entry it came from, so that a repeated attempt finds it
    mail_id    uuid        NOT NULL,
    content_id uuid        NOT NULL,
    sender     text        NOT NULL, -- reverse-path, empty for the null one
    arrived_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    expired_at timestamptz,          -- when its key was destroyed
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, entry_id)
);
CREATE INDEX portal_message_due ON portal_message (tenant_id, expires_at) WHERE expired_at IS NULL;

CREATE TABLE portal_recipient (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    message_id  uuid        NOT NULL,
    address     text        NOT NULL,
    address_key text        NOT NULL, -- lower case: whoever receives the mailbox's mail may open
    noticed_at  timestamptz,
    reminded_at timestamptz,
    opened_at   timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, message_id) REFERENCES portal_message (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX portal_recipient_message ON portal_recipient (tenant_id, message_id);
CREATE INDEX portal_recipient_address ON portal_recipient (tenant_id, address_key);

CREATE TABLE portal_challenge (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    recipient_id uuid        NOT NULL,
    browser_hash bytea       NOT NULL,
    code_hash    bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    used_at      timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, recipient_id) REFERENCES portal_recipient (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX portal_challenge_recipient ON portal_challenge (tenant_id, recipient_id, created_at);

CREATE TABLE portal_session (
    tenant_id   uuid        NOT NULL,
    hash        bytea       NOT NULL,
    address_key text        NOT NULL,
    started_at  timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    remote_for  uuid, -- the recipient row whose pictures from elsewhere the guest wants to see
    PRIMARY KEY (tenant_id, hash)
);

CREATE TABLE portal_answer (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    recipient_id uuid        NOT NULL,
    content_id   uuid        NOT NULL,
    sent_to      text        NOT NULL,
    sent_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, recipient_id) REFERENCES portal_recipient (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX portal_answer_recipient ON portal_answer (tenant_id, recipient_id);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['portal_message', 'portal_recipient', 'portal_challenge', 'portal_session', 'portal_answer']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY of_tenant ON %I TO chancery_tenant'
            || ' USING (tenant_id = current_setting(''app.tenant'')::uuid)', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO chancery_tenant', name);
    END LOOP;
END $$;

-- The clock that ends mails has to know whose turn it is, and nothing else.
CREATE POLICY of_operator ON portal_message FOR SELECT TO chancery_operator USING (true);
GRANT SELECT (tenant_id, expires_at, expired_at) ON portal_message TO chancery_operator;

-- Expired and never opened, and its sender does not know yet: set in the transaction that destroys the content, cleared in
-- one that begins when the notice is on disk.
ALTER TABLE portal_message ADD COLUMN sender_untold boolean NOT NULL DEFAULT false;
CREATE INDEX portal_message_untold ON portal_message (tenant_id, id) WHERE sender_untold;
GRANT SELECT (sender_untold) ON portal_message TO chancery_operator;

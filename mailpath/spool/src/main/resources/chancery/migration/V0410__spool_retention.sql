-- Finished mails are forgotten when their time is over; those with work left cannot be.
CREATE POLICY finished_only ON spool_mail AS RESTRICTIVE FOR DELETE TO chancery_tenant
    USING (finished_at IS NOT NULL);
GRANT DELETE ON spool_mail TO chancery_tenant;

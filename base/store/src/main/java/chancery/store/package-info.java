/**
 * Transactions, migrations, tenant keys, encrypted contents; the embedded PostgreSQL.
 *
 * <p>{@link chancery.store.Database} is the one way to rows. Every table of tenant data has {@code tenant_id} first in
 * its keys and row-level security enabled and forced; the three serving roles ({@link chancery.store.Scope}) have each
 * only the grants that a migration gave them, and none can bypass the policies. SQL is written as SQL, in enums that
 * implement {@link chancery.store.Statement}; each module lists its own in a
 * {@link chancery.store.spi.StatementCatalogue}, so that a test can run every one of them as the wrong tenant.
 *
 * <p>A migration is a file {@code chancery/migration/V<nnnn>__what.sql} in the resources of the module that owns the
 * tables, numbered in that module's range. It runs as {@code chancery_owner} with the schema {@code chancery} as search
 * path, and is never changed after a release. Its tables follow one pattern:
 *
 * <pre>
 * CREATE TABLE thing (tenant_id uuid NOT NULL, id uuid NOT NULL, ..., PRIMARY KEY (tenant_id, id));
 * ALTER TABLE thing ENABLE ROW LEVEL SECURITY;
 * ALTER TABLE thing FORCE ROW LEVEL SECURITY;
 * CREATE POLICY own ON thing TO chancery_tenant USING (tenant_id = current_setting('app.tenant')::uuid);
 * GRANT SELECT, INSERT, UPDATE, DELETE ON thing TO chancery_tenant;
 * </pre>
 *
 * <p>and, only where the mail path needs it, {@code CREATE POLICY mail_path ON thing TO chancery_mailpath USING (true)}
 * with the narrowest grant that will do.
 */
@NullMarked
package chancery.store;

import org.jspecify.annotations.NullMarked;

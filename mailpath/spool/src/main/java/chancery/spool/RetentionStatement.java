package chancery.spool;

import chancery.store.Scope;
import chancery.store.Statement;
import chancery.store.spi.StatementCatalogue;
import java.util.List;

/** Forgetting what is finished: apart from the statements of the busy path. */
enum RetentionStatement implements Statement {
    // ids begin with the time of acceptance, so the bound keeps the look-up at the old end of the key
    FORGET_FINISHED("""
            DELETE FROM spool_mail WHERE tenant_id = :tenant AND id IN (
              SELECT id FROM spool_mail WHERE tenant_id = :tenant AND id < :bound AND finished_at < :before
              ORDER BY id LIMIT 2000)""");

    private final String sql;

    RetentionStatement(String sql) {
        this.sql = sql;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public Scope scope() {
        return Scope.TENANT;
    }

    /** Found by the service loader. */
    public static final class Catalogue implements StatementCatalogue {
        @Override
        public List<Statement> statements() {
            return List.of(values());
        }
    }
}

package chancery.policy;

import chancery.store.Statement;

/** Every statement of policy. */
enum PolicyStatement implements Statement {
    INSERT_VERSION("""
            INSERT INTO policy_version (tenant_id, version, body, published_at, published_by, note)
            VALUES (:tenant, :version, :body, :now, :by, :note) ON CONFLICT DO NOTHING"""),
    SELECT_CURRENT_VERSION("SELECT COALESCE(MAX(version), 0) FROM policy_version WHERE tenant_id = :tenant"),
    SELECT_BODY("SELECT body FROM policy_version WHERE tenant_id = :tenant AND version = :version"),
    SELECT_VERSIONS("""
            SELECT version, published_at, published_by, note FROM policy_version
            WHERE tenant_id = :tenant ORDER BY version DESC LIMIT 1000""");

    private final String sql;

    PolicyStatement(String sql) {
        this.sql = sql;
    }

    @Override
    public String sql() {
        return sql;
    }
}

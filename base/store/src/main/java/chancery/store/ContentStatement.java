package chancery.store;

/** The statements of keys and contents. */
enum ContentStatement implements Statement {
    FIND_TENANT_KEY("SELECT wrapped FROM tenant_key WHERE tenant_id = :tenant"),
    INSERT_TENANT_KEY(
            "INSERT INTO tenant_key (tenant_id, wrapped) VALUES (:tenant, :wrapped) ON CONFLICT (tenant_id) DO NOTHING"),
    DELETE_TENANT_KEY("DELETE FROM tenant_key WHERE tenant_id = :tenant"),
    FIND_CONTENT("""
            SELECT c.id, c.size, c.sha256, c.body, c.blob, k.wrapped
            FROM content c LEFT JOIN content_key k ON k.tenant_id = :tenant AND k.content_id = c.id
            WHERE c.tenant_id = :tenant AND c.id = :content"""),
    HAS_CONTENT("SELECT count(*) FROM content WHERE tenant_id = :tenant AND id = :content"),
    // keys and bodies of many contents in one round trip
    INSERT_CONTENTS("""
            WITH key AS (
              INSERT INTO content_key (tenant_id, content_id, wrapped)
              SELECT * FROM unnest(:tenants, :contents, :wrapped))
            INSERT INTO content (tenant_id, id, size, sha256, body, blob)
            SELECT * FROM unnest(:tenants, :contents, :sizes, :digests, :bodies, :blobs)""", Scope.MAIL_PATH),
    DELETE_KEYS("DELETE FROM content_key WHERE tenant_id = :tenant AND content_id = ANY (:contents)"),
    DELETE_CONTENTS("DELETE FROM content WHERE tenant_id = :tenant AND id = ANY (:contents) RETURNING blob"),
    FIND_EXTENTS("SELECT blob FROM content WHERE blob COLLATE \"C\" BETWEEN :from AND :to", Scope.MAIL_PATH);

    private final String sql;
    private final Scope scope;

    ContentStatement(String sql) {
        this(sql, Scope.TENANT);
    }

    ContentStatement(String sql, Scope scope) {
        this.sql = sql;
        this.scope = scope;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public Scope scope() {
        return scope;
    }
}

package chancery.tenancy;

import chancery.store.Scope;
import chancery.store.Statement;

/** Every statement of tenancy. Changes run as the tenant, look-ups over all tenants as the operator. */
enum TenancyStatement implements Statement {
    INSERT_TENANT("INSERT INTO tenant (tenant_id, name, created_at) VALUES (:tenant, :name, :now)"),
    DELETE_TENANT("""
            DELETE FROM tenant WHERE tenant_id = :tenant
            AND NOT EXISTS (SELECT FROM mail_domain d WHERE d.tenant_id = :tenant)"""),
    SELECT_TENANT("SELECT tenant_id, name, created_at FROM tenant WHERE tenant_id = :tenant"),
    SELECT_TENANTS("SELECT tenant_id, name, created_at FROM tenant ORDER BY name, tenant_id", Scope.OPERATOR),

    INSERT_DOMAIN("""
            INSERT INTO mail_domain
            (tenant_id, domain, server_host, server_port, portal_name, notice_sender, created_at)
            VALUES (:tenant, :domain, :host, :port, :portal, :notice, :now) ON CONFLICT DO NOTHING"""),
    UPDATE_DOMAIN("""
            UPDATE mail_domain SET server_host = :host, server_port = :port, portal_name = :portal,
            notice_sender = :notice WHERE tenant_id = :tenant AND domain = :domain"""),
    DELETE_DOMAIN("""
            DELETE FROM mail_domain WHERE tenant_id = :tenant AND domain = :domain
            AND NOT EXISTS (SELECT FROM account a WHERE a.tenant_id = :tenant AND a.address LIKE '%@' || :domain)"""),
    SELECT_OWN_DOMAIN("""
            SELECT tenant_id, domain, server_host, server_port, portal_name, notice_sender FROM mail_domain
            WHERE tenant_id = :tenant AND domain = :domain"""),
    SELECT_DOMAINS("""
            SELECT tenant_id, domain, server_host, server_port, portal_name, notice_sender FROM mail_domain
            WHERE tenant_id = :tenant ORDER BY domain"""),
    FIND_DOMAIN("""
            SELECT tenant_id, domain, server_host, server_port, portal_name, notice_sender FROM mail_domain
            WHERE domain = :domain""", Scope.OPERATOR),

    INSERT_RELAY("""
            INSERT INTO relay_host (tenant_id, network, created_at) VALUES (:tenant, CAST(:network AS cidr), :now)
            ON CONFLICT DO NOTHING"""),
    DELETE_RELAY("DELETE FROM relay_host WHERE tenant_id = :tenant AND network = CAST(:network AS cidr)"),
    DELETE_RELAYS("DELETE FROM relay_host WHERE tenant_id = :tenant"),
    SELECT_RELAYS(
            "SELECT tenant_id, text(network) AS network FROM relay_host WHERE tenant_id = :tenant ORDER BY network"),
    FIND_RELAYS("SELECT tenant_id, text(network) AS network FROM relay_host", Scope.OPERATOR),

    INSERT_ACCOUNT("""
            INSERT INTO account (tenant_id, address, role, salt, iterations, stored_key, server_key, created_at)
            VALUES (:tenant, :address, :role, :salt, :iterations, :stored, :server, :now) ON CONFLICT DO NOTHING"""),
    UPDATE_ACCOUNT("""
            UPDATE account SET salt = :salt, iterations = :iterations, stored_key = :stored, server_key = :server
            WHERE tenant_id = :tenant AND address = :address"""),
    DELETE_ACCOUNT("DELETE FROM account WHERE tenant_id = :tenant AND address = :address"),
    DELETE_ACCOUNTS("DELETE FROM account WHERE tenant_id = :tenant"),
    SELECT_ACCOUNTS("""
            SELECT tenant_id, address, role, salt, iterations, stored_key, server_key FROM account
            WHERE tenant_id = :tenant ORDER BY address"""),
    FIND_ACCOUNT("""
            SELECT tenant_id, address, role, salt, iterations, stored_key, server_key FROM account
            WHERE address = :address""", Scope.OPERATOR),

    INSERT_TOKEN("""
            INSERT INTO api_token (tenant_id, id, name, hash, created_at)
            VALUES (:tenant, :id, :name, :hash, :now)"""),
    DELETE_TOKEN("DELETE FROM api_token WHERE tenant_id = :tenant AND id = :id"),
    DELETE_TOKENS("DELETE FROM api_token WHERE tenant_id = :tenant"),
    SELECT_TOKENS("""
            SELECT tenant_id, id, name, created_at FROM api_token WHERE tenant_id = :tenant ORDER BY created_at, id"""),
    FIND_TOKEN("SELECT tenant_id, id, name, created_at FROM api_token WHERE hash = :hash", Scope.OPERATOR);

    private final String sql;
    private final Scope scope;

    TenancyStatement(String sql) {
        this(sql, Scope.TENANT);
    }

    TenancyStatement(String sql, Scope scope) {
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

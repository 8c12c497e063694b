package chancery.tenancy;

import chancery.mail.EmailAddress;
import chancery.mail.FaultException;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.store.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of the tables of tenancy as values. */
final class TenancyRows {
    record Relay(TenantId tenant, NetworkRange range) {}

    static final RowMapper<Tenant> TENANT = (row, context) -> new Tenant(
            tenant(row),
            row.getString("name"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());
    static final RowMapper<MailDomain> DOMAIN = (row, context) -> new MailDomain(
            tenant(row),
            row.getString("domain"),
            row.getString("server_host"),
            row.getInt("server_port"),
            row.getString("portal_name"),
            address(row.getString("notice_sender")));
    static final RowMapper<Relay> RELAY = (row, context) -> new Relay(tenant(row), range(row.getString("network")));
    static final RowMapper<Account> ACCOUNT = (row, context) -> new Account(
            tenant(row),
            address(row.getString("address")),
            Role.valueOf(row.getString("role")),
            new ScramSecret(
                    row.getBytes("salt"),
                    row.getInt("iterations"),
                    row.getBytes("stored_key"),
                    row.getBytes("server_key")));
    static final RowMapper<ApiToken> TOKEN = (row, context) -> new ApiToken(
            tenant(row),
            row.getObject("id", UUID.class),
            row.getString("name"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());

    private TenancyRows() {}

    static <T> List<T> select(Handle handle, Statement statement, Map<String, ?> values, RowMapper<T> mapper) {
        return handle.createQuery(statement.sql()).bindMap(values).map(mapper).list();
    }

    /** How many rows were changed. */
    static int change(Handle handle, Statement statement, Map<String, ?> values) {
        return handle.createUpdate(statement.sql()).bindMap(values).execute();
    }

    private static TenantId tenant(ResultSet row) throws SQLException {
        return new TenantId(row.getObject("tenant_id", UUID.class));
    }

    private static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (SyntaxException e) {
            throw new FaultException(TenancyError.ROW_UNREADABLE, e);
        }
    }

    private static NetworkRange range(String text) {
        try {
            return NetworkRange.parse(text);
        } catch (SyntaxException e) {
            throw new FaultException(TenancyError.ROW_UNREADABLE, e);
        }
    }
}

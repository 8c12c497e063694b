package chancery.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The roles of the database. {@code chancery_owner} owns every table and runs migrations; {@code chancery_serve} logs
 * in with no right but to become, for one transaction, {@code chancery_tenant}, {@code chancery_mailpath} or
 * {@code chancery_operator}. None of them may bypass row-level security, and it is forced for the owner as well.
 */
final class DatabaseRoles {
    static final String OWNER = "chancery_owner";
    static final String SERVE = "chancery_serve";
    static final String SCHEMA = "chancery";
    private static final List<String> GROUPS = List.of("chancery_tenant", "chancery_mailpath", "chancery_operator");
    private static final int LOCK = 0x63_68_61_6E; // any fixed number, the same on all nodes

    private DatabaseRoles() {}

    /**
     * The password of the serving role, the same on every node that knows the owner's, so that there is no second
     * secret to distribute.
     */
    static String servePassword(String ownerPassword) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(("chancery:" + ownerPassword).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(SERVE.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Makes what is missing; several nodes may do so at once. */
    static void prepare(Connection connection, String ownerPassword) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "SELECT pg_advisory_xact_lock(" + LOCK + ")");
        createRole(connection, OWNER, "NOLOGIN");
        for (String group : GROUPS) {
            createRole(connection, group, "NOLOGIN");
        }
        // the password is hexadecimal and needs no quoting
        createRole(connection, SERVE, "LOGIN NOINHERIT PASSWORD '" + servePassword(ownerPassword) + "'");
        for (String group : GROUPS) {
            execute(connection, "GRANT " + group + " TO " + SERVE + " WITH INHERIT FALSE, SET TRUE");
        }
        if (!isTrue(connection, "SELECT pg_has_role(current_user, '" + OWNER + "', 'SET')")) {
            execute(connection, "GRANT " + OWNER + " TO CURRENT_USER WITH INHERIT FALSE, SET TRUE");
        }
        if (!isTrue(connection, "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '" + SCHEMA + "')")) {
            execute(connection, "CREATE SCHEMA " + SCHEMA + " AUTHORIZATION " + OWNER);
        }
        execute(connection, "SET LOCAL ROLE " + OWNER);
        execute(connection, "GRANT USAGE ON SCHEMA " + SCHEMA + " TO " + String.join(", ", GROUPS));
        connection.commit();
    }

    /** Gives the serving role the password again that belongs to the owner's present one. */
    static void renewServePassword(Connection connection, String ownerPassword) throws SQLException {
        connection.setAutoCommit(true);
        execute(connection, "ALTER ROLE " + SERVE + " PASSWORD '" + servePassword(ownerPassword) + "'");
    }

    // another database of the same server may create the same role at the same time, hence the two exceptions
    private static void createRole(Connection connection, String role, String options) throws SQLException {
        execute(connection, """
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                    CREATE ROLE %1$s %2$s;
                  END IF;
                EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                END $$""".formatted(role, options));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }
}

package chancery.store;

import chancery.mail.FaultException;
import chancery.mail.TenantId;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The one way to rows. Each transaction runs under one of three roles and, when it is a tenant's, sees that tenant's
 * rows alone: the role and the tenant are set for the transaction only, so that a connection that goes back to the pool
 * has no right to anything.
 *
 * <p>Every method blocks the calling thread, waits its turn for a connection (up to twenty seconds while the database
 * works, at most three while it does not), and throws
 * {@link FaultException} with a {@link StoreError} when the database fails; exceptions of the work itself pass through.
 * After a fault nothing has to be done: the next call works as soon as the database does.
 */
public final class Database implements AutoCloseable {
    private static final String ENTER = "SELECT set_config('role', ?, true), set_config('app.tenant', ?, true)";

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Optional<EmbeddedPostgres> embedded;
    private final MasterKey masterKey;
    private final FolderLock lock;
    private final Turns turns;

    Database(HikariDataSource pool, Optional<EmbeddedPostgres> embedded, MasterKey masterKey, FolderLock lock) {
        this.pool = pool;
        this.masterKey = masterKey;
        this.embedded = embedded;
        this.lock = lock;
        this.turns = new Turns(pool.getMaximumPoolSize());
        this.jdbi = Jdbi.create(pool);
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(Integer.class, "int4");
        jdbi.registerArrayType(Long.class, "int8");
    }

    /** Starts the embedded database or connects to the configured one, and brings its tables up to this version. */
    public static DatabaseStart start(StoreConfig config) {
        try {
            return new DatabaseStart.Started(DatabaseStarter.start(config));
        } catch (StartException e) {
            return new DatabaseStart.Failed(e.failure());
        }
    }

    /** Work on the rows of one tenant. */
    public <T> T inTenant(TenantId tenant, TransactionWork<T> work) {
        return transaction(Scope.TENANT, tenant.toString(), work);
    }

    /** Work of the mail path: spool, content, key and audit rows of any tenant. */
    public <T> T onMailPath(TransactionWork<T> work) {
        return transaction(Scope.MAIL_PATH, "", work);
    }

    /** Work of the operator: tenants, domains and routing tables of all tenants. */
    public <T> T asOperator(TransactionWork<T> work) {
        return transaction(Scope.OPERATOR, "", work);
    }

    /** True when the database answered within the last two seconds or does so within two more. */
    public boolean isReachable() {
        if (turns.answeredWithin(Duration.ofSeconds(2))) {
            return true;
        }
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The process of the embedded database, empty with an external one. For tests of faults and for memory figures. */
    public Optional<Long> embeddedProcess() {
        return embedded.map(EmbeddedPostgres::pid);
    }

    MasterKey masterKey() {
        return masterKey;
    }

    /** The same, but closing it leaves the embedded server to others. */
    Database leavingServer() {
        return new Database(pool, Optional.empty(), masterKey, lock);
    }

    private <T> T transaction(Scope scope, String tenant, TransactionWork<T> work) {
        turns.await();
        try {
            T result = jdbi.inTransaction(handle -> {
                enter(handle, scope, tenant);
                return work.run(handle);
            });
            turns.answered();
            return result;
        } catch (JdbiException e) {
            throw turns.noted(DatabaseFault.of(e));
        } catch (SQLException e) {
            throw turns.noted(DatabaseFault.of(e));
        } finally {
            turns.end();
        }
    }

    // one round trip, and BEGIN travels with it
    private static void enter(Handle handle, Scope scope, String tenant) throws SQLException {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(ENTER)) {
            statement.setString(1, scope.role());
            statement.setString(2, tenant);
            statement.execute();
        }
    }

    /** Stops the embedded database after a checkpoint. Transactions that still run fail. */
    @Override
    public void close() {
        pool.close();
        embedded.ifPresent(EmbeddedPostgres::close);
        try {
            lock.close();
        } catch (IOException e) {
            throw new FaultException(StoreError.EMBEDDED_DATABASE, e);
        }
    }
}

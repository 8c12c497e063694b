package chancery.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** From a {@link StoreConfig} to a {@link Database} that serves. */
final class DatabaseStarter {
    /**
     * A folder in which PostgreSQL's programs are unpacked once for many data folders; without this system property they
     * are unpacked into each.
     */
    private static final String SHARED_PROGRAMS = "chancery.postgresql.programs";

    private static final int OLDEST_SERVER = 160_000;
    private static final String CANNOT_CONNECT_NOW = "57P03";
    private static final Duration RECOVERY = Duration.ofMinutes(5);

    private DatabaseStarter() {}

    static Database start(StoreConfig config) throws StartException {
        String shared = System.getProperty(SHARED_PROGRAMS, "");
        return start(config, shared.isEmpty() ? config.dataDirectory().resolve("postgresql") : Path.of(shared));
    }

    static Database start(StoreConfig config, Path programs) throws StartException {
        FolderLock lock = lock(config.dataDirectory());
        try {
            return config.embedded() ? startEmbedded(config, programs, lock) : connect(config, lock);
        } catch (StartException | RuntimeException e) {
            release(lock, e);
            throw e;
        }
    }

    private static FolderLock lock(Path folder) throws StartException {
        try {
            return FolderLock.take(folder);
        } catch (IOException e) {
            throw new StartException(new StartFailure.EmbeddedBroken(folder, Words.of(e)));
        }
    }

    private static void release(FolderLock lock, Exception because) {
        try {
            lock.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static Database startEmbedded(StoreConfig config, Path programs, FolderLock lock) throws StartException {
        Path folder = config.dataDirectory().resolve("postgresql");
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, programs, true);
        try {
            return serve(postgres, "postgres", config, lock);
        } catch (StartException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /** Serves from one database of an embedded server. */
    static Database serve(EmbeddedPostgres postgres, String name, StoreConfig config, FolderLock lock)
            throws StartException {
        var owner = postgres.dataSource("postgres", postgres.password(), name);
        var serve = postgres.dataSource(DatabaseRoles.SERVE, DatabaseRoles.servePassword(postgres.password()), name);
        String place = config.dataDirectory().toString();
        prepare(owner, postgres.password(), place);
        MasterKey master = MasterKey.load(config.masterKeysetFile(), owner, place);
        return new Database(pool(serve, config.databaseConnections()), Optional.of(postgres), master, lock);
    }

    private static Database connect(StoreConfig config, FolderLock lock) throws StartException {
        String password = password(config.databasePasswordFile());
        DataSource owner = source(config.databaseUrl(), config.databaseUser(), password);
        var serve = source(config.databaseUrl(), DatabaseRoles.SERVE, DatabaseRoles.servePassword(password));
        awaitRecovery(owner, config.databaseUrl());
        requireSupported(owner, config.databaseUrl());
        prepare(owner, password, config.databaseUrl());
        fitServePassword(owner, serve, password, config.databaseUrl());
        MasterKey master = MasterKey.load(config.masterKeysetFile(), owner, config.databaseUrl());
        return new Database(pool(serve, config.databaseConnections()), Optional.empty(), master, lock);
    }

    private static String password(Path file) throws StartException {
        if (file.toString().isEmpty()) {
            return "";
        }
        try {
            return SecretFile.firstLine(file);
        } catch (IOException e) {
            throw new StartException(new StartFailure.SecretUnreadable(file, Words.of(e)));
        }
    }

    private static PGSimpleDataSource source(String url, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** After a power failure both start at once: a server that says it is starting is waited for, one that is silent not. */
    private static void awaitRecovery(DataSource owner, String url) throws StartException {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (isRecovering(owner) && System.nanoTime() < end) {
            try {
                Pause.of(Duration.ofMillis(100));
            } catch (IOException e) {
                throw new StartException(new StartFailure.Unreachable(url, Words.of(e)));
            }
        }
    }

    private static boolean isRecovering(DataSource owner) {
        try (Connection connection = owner.getConnection()) {
            return connection.isClosed();
        } catch (SQLException e) {
            return CANNOT_CONNECT_NOW.equals(e.getSQLState());
        }
    }

    private static void requireSupported(DataSource owner, String url) throws StartException {
        try (Connection connection = owner.getConnection();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('server_version_num')::int, current_setting('server_version')")) {
            if (row.next() && row.getInt(1) < OLDEST_SERVER) {
                throw new StartException(new StartFailure.OldServer(url, row.getString(2)));
            }
        } catch (SQLException e) {
            throw new StartException(new StartFailure.Unreachable(url, Words.of(e)));
        }
    }

    private static void prepare(DataSource owner, String password, String place) throws StartException {
        try (Connection connection = owner.getConnection()) {
            DatabaseRoles.prepare(connection, password);
        } catch (SQLException e) {
            throw new StartException(new StartFailure.Refused(place, Words.of(e)));
        }
        Migrations.run(owner, place);
    }

    // the owner's password may have been changed since the role was made
    private static void fitServePassword(DataSource owner, DataSource serve, String password, String url)
            throws StartException {
        try (Connection probe = serve.getConnection()) {
            probe.isValid(2);
        } catch (SQLException e) {
            if (!"28P01".equals(e.getSQLState())) {
                throw new StartException(new StartFailure.Unreachable(url, Words.of(e)));
            }
            try (Connection connection = owner.getConnection()) {
                DatabaseRoles.renewServePassword(connection, password);
            } catch (SQLException refused) {
                throw new StartException(new StartFailure.Refused(url, Words.of(refused)));
            }
        }
    }

    private static HikariDataSource pool(PGSimpleDataSource source, int connections) {
        source.setConnectTimeout(3);
        source.setSocketTimeout(60);
        source.setTcpKeepAlive(true);
        source.setReWriteBatchedInserts(true);
        source.setApplicationName("chancery");
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("chancery");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(Math.min(2, connections));
        config.setIdleTimeout(60_000);
        config.setConnectionTimeout(3_000);
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(true);
        config.setConnectionInitSql("SET search_path = " + DatabaseRoles.SCHEMA
                + "; SET statement_timeout = '50s'; SET idle_in_transaction_session_timeout = '60s'");
        return new HikariDataSource(config);
    }
}

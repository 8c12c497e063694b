package chancery.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * A real PostgreSQL for tests: one server per JVM, without fsync, under the module's {@code target} folder, and a fresh
 * database with all migrations of the class path for each caller.
 */
public final class TestDatabase {
    private TestDatabase() {}

    private static final Map<Database, String> NAMES = new ConcurrentHashMap<>();

    private static final class Shared {
        static final EmbeddedPostgres SERVER = startServer();
    }

    /** A database that nobody else uses. Close it after the test; the server ends with the JVM. */
    public static Database fresh() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
        createDatabase(name);
        try {
            Path folder = Files.createTempDirectory("test-data-");
            Database database = DatabaseStarter.serve(
                            Shared.SERVER, name, StoreConfig.in(folder), FolderLock.take(folder))
                    .leavingServer();
            NAMES.put(database, name);
            return database;
        } catch (StartException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A vault over {@code database} whose blobs lie in a fresh folder. */
    public static ContentVault vault(Database database) {
        try {
            return ContentVault.open(database, new BlobLocation.Folder(Files.createTempDirectory("test-blobs-")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * What somebody can do who owns the database server: no row-level security, no triggers. For tests that tamper, or
     * look at everything.
     */
    public static <T> T asSuperuser(Database database, TransactionWork<T> work) {
        EmbeddedPostgres server = Shared.SERVER;
        String name = NAMES.get(database);
        Jdbi jdbi = Jdbi.create(server.dataSource("postgres", server.password(), name));
        jdbi.registerArrayType(String.class, "text");
        return jdbi.inTransaction(handle -> {
            handle.execute("SET LOCAL search_path = chancery");
            handle.execute("SET LOCAL session_replication_role = replica");
            return work.run(handle);
        });
    }

    private static void createDatabase(String name) {
        EmbeddedPostgres server = Shared.SERVER;
        try (Connection connection = server.dataSource("postgres", server.password(), "postgres")
                        .getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static EmbeddedPostgres startServer() {
        try {
            Path target = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
            Path folder = Files.createTempDirectory(target, "test-postgresql-");
            EmbeddedPostgres server = EmbeddedPostgres.start(folder, sharedBinaries(target), false);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
            return server;
        } catch (StartException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void stop(EmbeddedPostgres server, Path folder) {
        server.close();
        try {
            PostgresBinaries.remove(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    // unpacked once for all modules of the reactor, found by the table of modules at its top
    static Path sharedBinaries(Path target) throws IOException {
        Path top = target.toAbsolutePath();
        for (Path up = top; up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("modules.tsv"))) {
                top = up.resolve("target");
            }
        }
        Path shared = Files.createDirectories(top.resolve("postgresql"));
        try (FileChannel lock =
                FileChannel.open(shared.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            PostgresBinaries.in(shared);
        }
        return shared;
    }
}

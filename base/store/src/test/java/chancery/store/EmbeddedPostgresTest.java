package chancery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.ErrorCode.ErrorClass;
import chancery.mail.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Starts, deaths and returns of a real embedded server. */
class EmbeddedPostgresTest {
    private static Path programs;
    private Path data;

    @BeforeAll
    static void unpack() throws IOException {
        programs = TestDatabase.sharedBinaries(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @BeforeEach
    void folder() throws IOException {
        data = Files.createTempDirectory("embedded-");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void nothingStaysBehind() throws IOException {
        if (Files.exists(pgData())) {
            new PostgresProcesses(pgData().toAbsolutePath()).stopAll(Duration.ofSeconds(20));
        }
        PostgresBinaries.remove(data);
    }

    @Test
    void keepsItsDataOverACleanStop() throws Exception {
        Database first = start();
        long process = first.embeddedProcess().orElseThrow();
        assertThat(whoRuns(process)).isNotEqualTo("0");
        write(first, "kept");
        first.close();
        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
        Database second = start();
        assertThat(read(second)).isEqualTo("kept");
        second.close();
    }

    @Tag("soak")
    @Test
    void privateFolderIsNoObstacle() throws Exception {
        // nobody but the owner may pass: where a root process has to use a user namespace
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Database database = start();
        write(database, "kept");
        assertThat(read(database)).isEqualTo("kept");
        database.close();
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Database again = start();
        assertThat(read(again)).isEqualTo("kept");
        again.close();
    }

    @Test
    void takesOverTheServerOfAKilledProcess() throws Exception {
        // no close: as after kill -9, the server lives on without its parent
        EmbeddedPostgres orphan = EmbeddedPostgres.start(data.resolve("postgresql"), programs, true);
        orphan.leave();
        Database heir = start();
        assertThat(heir.embeddedProcess()).contains(orphan.pid());
        write(heir, "kept");
        heir.close();
        Database next = start();
        assertThat(read(next)).isEqualTo("kept");
        next.close();
    }

    @Tag("soak")
    @Test
    void identifierOfAnotherProcessInTheFileIsNoObstacle() throws Exception {
        Database first = start();
        write(first, "kept");
        kill(first);
        first.close();
        List<String> stale = List.of(
                "" + ProcessHandle.current().pid(), pgData().toString(), "1", "5432", "", "127.0.0.1", "", "ready");
        Files.write(pgData().resolve("postmaster.pid"), stale);
        Database second = start();
        assertThat(read(second)).isEqualTo("kept");
        second.close();
    }

    @Test
    void comesBackByItselfAfterItsDeath() throws Exception {
        Database database = start();
        write(database, "kept");
        for (int round = 0; round < 2; round++) {
            long before = database.embeddedProcess().orElseThrow();
            kill(database);
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            boolean back = false;
            while (!back && System.nanoTime() < end) {
                long asked = System.nanoTime();
                try {
                    back = read(database).equals("kept")
                            && database.embeddedProcess().orElseThrow() != before;
                } catch (FaultException e) {
                    assertThat(e.code()).isEqualTo(StoreError.DATABASE_UNREACHABLE);
                    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(6));
                }
            }
            assertThat(back).as("answers again").isTrue();
        }
        database.close();
    }

    @Tag("soak")
    @Test
    void secondProcessOnTheSameFolderIsRefused() throws Exception {
        Database first = start();
        assertThat(failure(StoreConfig.in(data))).isInstanceOf(StartFailure.FolderInUse.class);
        first.close();
        start().close();
    }

    @Test
    void dataOfANewerVersionIsRefusedWithItsName() throws Exception {
        Database database = start();
        superuser("INSERT INTO chancery.schema_history SELECT 9000, '9999', 'time travel', 'SQL', 'V9999.sql', 1,"
                + " installed_by, now(), 1, true FROM chancery.schema_history LIMIT 1");
        database.close();
        StartFailure failure = failure(StoreConfig.in(data));
        assertThat(failure).isInstanceOf(StartFailure.NewerSchema.class);
        assertThat(failure.explanation()).contains("9999", "time travel", data.toString());
    }

    @Tag("soak")
    @Test
    void dataOfAnotherPostgresIsRefused() throws Exception {
        start().close();
        Files.writeString(pgData().resolve("PG_VERSION"), "19\n");
        assertThat(failure(StoreConfig.in(data)).explanation()).contains("19", "18");
    }

    @Tag("soak")
    @Test
    void lostOrForeignMasterKeysetIsRefused() throws Exception {
        start().close();
        Path keyset = StoreConfig.in(data).masterKeysetFile();
        Path aside = keyset.resolveSibling("aside");
        Files.move(keyset, aside);
        assertThat(failure(StoreConfig.in(data)).explanation()).contains(keyset.toString(), "missing");
        Files.copy(aside, keyset);
        Files.setPosixFilePermissions(keyset, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(failure(StoreConfig.in(data)).explanation()).contains("chmod 600");
    }

    @Tag("soak")
    @Test
    void initialisationThatWasCutShortIsDoneAgain() throws Exception {
        Path half = Files.createDirectories(data.resolve("postgresql").resolve("data.new"));
        Files.writeString(half.resolve("PG_VERSION"), "18\n");
        start().close();
    }

    @Test
    void externalServerNeedsNoSuperuser() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(data.resolve("postgresql"), programs, false);
        try (Connection connection = server.dataSource("postgres", server.password(), "postgres")
                        .getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE mail LOGIN CREATEROLE PASSWORD 'old'");
            statement.execute("CREATE DATABASE mail OWNER mail");
            StoreConfig config = external(server, "old");
            for (int round = 0; round < 2; round++) {
                Database database = DatabaseStarter.start(config, programs);
                assertThat(database.isReachable()).isTrue();
                assertThat(database.embeddedProcess()).isEmpty();
                database.close();
            }
            statement.execute("ALTER ROLE mail PASSWORD 'new'");
            DatabaseStarter.start(external(server, "new"), programs).close();
        } finally {
            server.close();
        }
        assertThat(failure(external(server, "new"))).isInstanceOf(StartFailure.Unreachable.class);
    }

    @Test
    void fullDiskIsALackOfResources() {
        Database database = TestDatabase.fresh();
        assertThatThrownBy(() -> database.onMailPath(
                        h -> h.execute("DO $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = '53100'; END $$")))
                .isInstanceOfSatisfying(FaultException.class, e -> {
                    assertThat(e.code()).isEqualTo(StoreError.DATABASE_FULL);
                    assertThat(e.code().errorClass()).isEqualTo(ErrorClass.RESOURCE);
                });
        database.close();
    }

    private StoreConfig external(EmbeddedPostgres server, String password) throws IOException {
        Path file = data.resolve("password-file");
        Files.writeString(file, password + "\n");
        String url = server.dataSource("mail", password, "mail").getUrl();
        return StoreConfig.in(data).withDatabase(url, "mail", file);
    }

    private Path pgData() {
        return data.resolve("postgresql").resolve("data");
    }

    private Database start() throws StartException {
        return DatabaseStarter.start(StoreConfig.in(data), programs);
    }

    private StartFailure failure(StoreConfig config) {
        try {
            DatabaseStarter.start(config, programs).close();
        } catch (StartException e) {
            return e.failure();
        }
        throw new AssertionError("started");
    }

    private void superuser(String sql) throws Exception {
        var server = new PostgresProcesses(pgData().toAbsolutePath()).server().orElseThrow();
        var source = new org.postgresql.ds.PGSimpleDataSource();
        source.setPortNumbers(new int[] {server.port()});
        source.setUser("postgres");
        source.setPassword(
                Files.readString(data.resolve("postgresql").resolve("password")).strip());
        source.setDatabaseName("postgres");
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void write(Database database, String value) throws Exception {
        superuser("CREATE TABLE chancery.probe AS SELECT '" + value + "' AS v;"
                + " GRANT SELECT ON chancery.probe TO chancery_operator");
        assertThat(database.isReachable()).isTrue();
    }

    private static String read(Database database) {
        return database.asOperator(
                h -> h.createQuery("SELECT v FROM probe").mapTo(String.class).one());
    }

    private static void kill(Database database) throws IOException {
        ProgramRunner.signal(database.embeddedProcess().orElseThrow(), "KILL");
    }

    private static String whoRuns(long process) throws IOException {
        return Files.getAttribute(Path.of("/proc/" + process), "unix:uid").toString();
    }
}

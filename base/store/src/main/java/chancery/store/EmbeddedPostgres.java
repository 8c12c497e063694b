package chancery.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that belongs to this process: unpacked, initialised, started on a free loopback port and started again
 * when it dies. A server that outlived a killed predecessor of this process is taken over.
 *
 * <p>The caller holds a {@link FolderLock}, so that no second process does the same.
 */
final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration CLEAN_STOP = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofMinutes(10);

    private final Path folder;
    private final Path data;
    private final boolean durable;
    private final PostgresBinaries binaries;
    private final DatabaseAccount account;
    private final PostgresProcesses processes;
    private final String password;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile PostgresProcesses.Server server;
    private volatile boolean closing;

    private EmbeddedPostgres(Path folder, Path binaryFolder, boolean durable) throws IOException, StartException {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.durable = durable;
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.createDirectories(binaryFolder);
        this.binaries = PostgresBinaries.in(binaryFolder);
        this.account = DatabaseAccount.forFolders(folder, binaries.home());
        this.processes = new PostgresProcesses(data);
        this.password = SecretFile.passwordIn(folder.resolve("password"));
        initialise();
        this.server = attachOrLaunch();
    }

    /** Starts in {@code folder}; {@code binaryFolder} holds the unpacked programs and may be shared. */
    static EmbeddedPostgres start(Path folder, Path binaryFolder, boolean durable) throws StartException {
        try {
            var postgres = new EmbeddedPostgres(folder.toAbsolutePath(), binaryFolder.toAbsolutePath(), durable);
            Thread.ofVirtual().name("embedded-postgres-watch").start(postgres::watch);
            return postgres;
        } catch (IOException e) {
            throw new StartException(new StartFailure.EmbeddedBroken(folder, Words.of(e)));
        }
    }

    /** Connections for {@code user} to {@code database}, always to the port in use now. */
    PGSimpleDataSource dataSource(String user, String userPassword, String database) {
        PGSimpleDataSource source = new CurrentPort();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(userPassword);
        source.setSslMode("disable");
        return source;
    }

    String password() {
        return password;
    }

    /** Stops watching and leaves the server to whoever starts here next. */
    void leave() {
        closing = true;
    }

    long pid() {
        return server.process().pid();
    }

    private final class CurrentPort extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        @Override
        public String getUrl() {
            setPortNumbers(new int[] {server.port()});
            return super.getUrl();
        }
    }

    private void initialise() throws IOException, StartException {
        Path version = data.resolve("PG_VERSION");
        if (Files.exists(version)) {
            String found = Files.readString(version).strip();
            String expected = majorVersion();
            if (!found.equals(expected)) {
                throw new StartException(new StartFailure.OtherPostgres(folder, found, expected));
            }
        } else {
            initdb();
        }
        account.own(data);
    }

    private String majorVersion() throws IOException {
        String line = ProgramRunner.run(List.of(binaries.program("postgres").toString(), "--version"))
                .output()
                .strip();
        return line.replaceAll("^.* (\\d+)\\..*$", "$1");
    }

    private void initdb() throws IOException {
        Path fresh = folder.resolve("data.new");
        PostgresBinaries.remove(fresh);
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordCopy = folder.resolve("password.initdb");
        Files.deleteIfExists(passwordCopy);
        SecretFile.create(passwordCopy, password.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        account.ownOne(fresh);
        account.ownOne(passwordCopy);
        try {
            List<String> command = new ArrayList<>(account.prefix());
            command.addAll(List.of(binaries.program("initdb").toString(), "-D", fresh.toString(), "-U", "postgres"));
            command.addAll(List.of("-A", "scram-sha-256", "--pwfile=" + passwordCopy, "-E", "UTF8"));
            command.addAll(List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            if (!durable) {
                command.add("--no-sync");
            }
            var finished = ProgramRunner.run(command);
            if (!finished.succeeded()) {
                throw new IOException("initdb: " + Words.lastLines(finished.output()));
            }
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(passwordCopy);
        }
    }

    private PostgresProcesses.Server attachOrLaunch() throws IOException {
        Optional<PostgresProcesses.Server> survivor = processes.server();
        if (survivor.isPresent() && isReady(survivor.get(), Duration.ofSeconds(5))) {
            LOG.info("took over the database server of an earlier process");
            return survivor.get();
        }
        processes.stopAll(CLEAN_STOP);
        PostgresSettings.write(data, durable);
        account.ownOne(data.resolve("postgresql.conf"));
        account.ownOne(data.resolve("pg_hba.conf"));
        for (int attempt = 1; ; attempt++) {
            var launched = launch(freePort());
            if (isReady(launched, RECOVERY)) {
                return launched;
            }
            processes.stopAll(Duration.ofSeconds(5));
            if (attempt == 3) { // twice more, because another program may have taken the free port
                throw new IOException("postgres ends at once: " + Words.lastLines(Files.readString(logFile())));
            }
        }
    }

    private PostgresProcesses.Server launch(int port) throws IOException {
        List<String> command = new ArrayList<>();
        // in a session of its own, so that Ctrl-C at the terminal reaches it only through us
        ProgramRunner.find("setsid").ifPresent(command::add);
        command.addAll(account.prefix());
        command.addAll(List.of(binaries.program("postgres").toString(), "-D", data.toString(), "-p", "" + port));
        Path log = logFile();
        if (Files.exists(log) && Files.size(log) > 10_000_000) {
            Files.move(log, folder.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Process process = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        return new PostgresProcesses.Server(process.toHandle(), port);
    }

    private Path logFile() {
        return folder.resolve("server.log");
    }

    private boolean isReady(PostgresProcesses.Server candidate, Duration patience) throws IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {candidate.port()});
        source.setDatabaseName("postgres");
        source.setUser("postgres");
        source.setPassword(password);
        source.setSslMode("disable");
        source.setConnectTimeout(2);
        source.setSocketTimeout(3);
        long end = System.nanoTime() + patience.toNanos();
        while (candidate.process().isAlive() && System.nanoTime() < end) {
            try (Connection connection = source.getConnection()) {
                return connection.isValid(2) && candidate.process().isAlive();
            } catch (SQLException e) {
                if ("28P01".equals(e.getSQLState())) {
                    throw new IOException("the password in " + folder.resolve("password") + " does not fit", e);
                }
                Pause.of(Duration.ofMillis(15));
            }
        }
        return false;
    }

    private void watch() {
        while (!closing) {
            server.process().onExit().join();
            revive();
        }
    }

    private void revive() {
        lock.lock();
        try {
            if (!closing) {
                LOG.warn("the embedded database ended; starting it again");
                server = attachOrLaunch();
                LOG.info("the embedded database is back");
            }
        } catch (IOException e) {
            LOG.error("the embedded database does not start; next attempt in two seconds", e);
            rest();
        } finally {
            lock.unlock();
        }
    }

    private static void rest() {
        try {
            Pause.of(Duration.ofSeconds(2));
        } catch (IOException e) {
            LOG.debug("interrupted", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A clean shutdown with a checkpoint, so that the next start needs no recovery. */
    @Override
    public void close() {
        closing = true;
        lock.lock();
        try {
            processes.stopAll(CLEAN_STOP);
        } catch (IOException e) {
            LOG.warn("the embedded database did not stop cleanly; it recovers at the next start", e);
        } finally {
            lock.unlock();
        }
    }
}

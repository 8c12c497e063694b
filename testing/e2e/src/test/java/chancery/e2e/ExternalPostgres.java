package chancery.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL that is not the gateway's own and stays at its port, with the same programs as the embedded one. */
final class ExternalPostgres implements AutoCloseable {
    private static final String PASSWORD = "of-a-test";

    private final Path folder;
    private final Path programs;
    private final int port;
    private final List<String> asSomebody;

    private ExternalPostgres(Path folder, Path programs, int port) throws IOException {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        // PostgreSQL refuses to be root; in a namespace of its own root is nobody
        this.asSomebody = root ? List.of("unshare", "-U") : List.of();
    }

    static ExternalPostgres start(Path folder, int port) {
        try {
            GatewayProgram.command("64m", List.of()); // unpacks
            Files.createDirectories(folder);
            Path programs;
            try (Stream<Path> unpacked = Files.list(GatewayProgram.DATABASE_PROGRAMS)) {
                programs = unpacked.filter(p -> p.getFileName().toString().startsWith("bin-"))
                        .findFirst()
                        .orElseThrow();
            }
            var postgres = new ExternalPostgres(folder.toAbsolutePath(), programs.resolve("bin"), port);
            Files.writeString(postgres.passwordFile(), PASSWORD + "\n");
            postgres.run(
                    "initdb",
                    "-D",
                    postgres.data(),
                    "-U",
                    "chancery",
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + postgres.passwordFile(),
                    "-E",
                    "UTF8",
                    "--locale=C");
            postgres.launch();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database section of a gateway's config. */
    String section() {
        return "database: {url: \"jdbc:postgresql://127.0.0.1:%d/postgres\", user: chancery, password-file: \"%s\"}"
                .formatted(port, passwordFile());
    }

    DatabaseProcesses processes() {
        return new DatabaseProcesses(Path.of(data()));
    }

    /** Starts the server again after it was killed; it recovers in the background. */
    void launch() {
        try {
            var command = new ArrayList<>(List.of("setsid"));
            command.addAll(asSomebody);
            command.add(programs.resolve("postgres").toString());
            command.addAll(List.of("-D", data(), "-p", "" + port, "-c", "listen_addresses=127.0.0.1"));
            command.addAll(List.of(
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "max_connections=60",
                    "-c",
                    "wal_level=minimal",
                    "-c",
                    "max_wal_senders=0"));
            new ProcessBuilder(command)
                    .directory(Path.of(data()).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("server.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until(Duration.ofSeconds(60), "the external database listens", this::listens);
    }

    /** True also while it recovers. */
    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGTERM's smart way out would wait for us; this is the fast one. */
    void stop() {
        var first = processes().all().stream().min(java.util.Comparator.comparing(ProcessHandle::pid));
        first.ifPresent(p -> {
            try {
                new ProcessBuilder("kill", "-INT", "" + p.pid()).start().waitFor();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Await.until(
                Duration.ofSeconds(20),
                "the external database stops",
                () -> processes().all().isEmpty());
    }

    private void run(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(asSomebody);
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(program + ": " + Files.readString(folder.resolve(program + ".log")));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    @Override
    public void close() {
        processes().kill();
    }
}

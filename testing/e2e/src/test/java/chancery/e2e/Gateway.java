package chancery.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One installation, and the process that serves it as long as there is one. */
final class Gateway implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);

    private final Path folder;
    private final GatewayConfig config;
    private volatile Optional<Life> life = Optional.empty();

    /** One process. */
    private record Life(
            Process process, Map<String, Integer> ports, CompletableFuture<Boolean> ready, List<String> said) {}

    private Gateway(Path folder, GatewayConfig config) {
        this.folder = folder;
        this.config = config;
    }

    /** An installation in a fresh folder, not started. */
    static Gateway in(Path folder, GatewayConfig config) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("chancery.yaml"), config.yaml());
            return new Gateway(folder, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An installation that serves the tenant clinic.example, which relays from loopback. */
    static Gateway started(GatewayConfig config) {
        return startedIn(GatewayProgram.freshFolder("gateway"), config);
    }

    /** The same in a folder of the test's choice. */
    static Gateway startedIn(Path folder, GatewayConfig config) {
        Gateway gateway = in(folder, config);
        gateway.start();
        gateway.api().addClinic(config.sinkPort(), config.relayNetwork());
        return gateway;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path configFile() {
        return folder.resolve("chancery.yaml");
    }

    /** The embedded database's processes; none with an external one. */
    DatabaseProcesses database() {
        return new DatabaseProcesses(data().resolve("postgresql").resolve("data"));
    }

    /** Starts a process and waits until it serves. */
    void start() {
        launch();
        awaitReady();
    }

    /** Starts a process. */
    void launch() {
        var command = GatewayProgram.command(config.heap(), config.flags());
        command.addAll(List.of(
                "serve", "--data", data().toString(), "--config", configFile().toString()));
        life = Optional.of(begin(command));
    }

    /** Waits until the process that was launched serves; fails with what it said when it ends instead. */
    void awaitReady() {
        Life now = life.orElseThrow();
        try {
            if (!now.ready().get(START.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the gateway ended: " + String.join("\n", now.said()));
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("the gateway is not ready: " + String.join("\n", now.said()), e);
        }
    }

    private Life begin(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var begun = new Life(process, new ConcurrentHashMap<>(), new CompletableFuture<>(), new ArrayList<>());
            Thread.ofVirtual().start(() -> listen(begun));
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(Life of) {
        Path log = folder.resolve("serve.log");
        try (BufferedReader lines = new BufferedReader(
                        new InputStreamReader(of.process().getInputStream(), StandardCharsets.UTF_8));
                Writer out = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line + "\n");
                out.flush();
                hear(of, line);
            }
        } catch (IOException e) {
            // the process was killed
        }
        of.ready().complete(false);
    }

    private static void hear(Life of, String line) {
        synchronized (of.said()) {
            if (of.said().size() < 1000) {
                of.said().add(line);
            }
        }
        String[] words = line.strip().split("[ ,:]+");
        if (line.startsWith("  ") && words.length >= 2) {
            String last = words[words.length - 1];
            String number = words[0].equals("https") ? words[1] : last;
            if (number.matches("[0-9]+")) {
                of.ports().put(words[0], Integer.parseInt(number));
            }
        }
        if (line.startsWith("Ctrl-C")) {
            of.ready().complete(true);
        }
    }

    /** The port of a listener of the process that serves now. */
    int port(String listener) {
        return Optional.ofNullable(life.orElseThrow().ports().get(listener)).orElse(0);
    }

    int mx() {
        return port("mx");
    }

    boolean isAlive() {
        return life.isPresent() && life.get().process().isAlive();
    }

    /** What the present or last process has written. */
    String said() {
        List<String> said = life.orElseThrow().said();
        synchronized (said) {
            return String.join("\n", said);
        }
    }

    long pid() {
        return life.orElseThrow().process().pid();
    }

    /** Writes what every thread is doing; returns where. */
    Path dumpThreads() {
        Path file = folder.resolve("threads.txt").toAbsolutePath();
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            new ProcessBuilder(program, "" + pid(), "Thread.dump_to_file", "-overwrite", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return file;
    }

    Api api() {
        return new Api(data());
    }

    /** The end that no program notices. */
    void kill() {
        Process process = life.orElseThrow().process();
        process.destroyForcibly();
        awaitEnd(process, Duration.ofSeconds(20));
    }

    /** SIGTERM; returns the exit status. */
    int terminate(Duration patience) {
        Process process = life.orElseThrow().process();
        process.destroy();
        awaitEnd(process, patience);
        return process.exitValue();
    }

    /** For starts that must fail: waits for the end, returns the exit status. */
    int awaitEnd(Duration patience) {
        Process process = life.orElseThrow().process();
        awaitEnd(process, patience);
        Await.until(
                Duration.ofSeconds(5),
                "output read",
                () -> life.orElseThrow().ready().isDone());
        return process.exitValue();
    }

    private static void awaitEnd(Process process, Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the process does not end within " + patience);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing is left running. */
    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
        database().kill();
    }
}

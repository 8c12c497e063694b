package chancery.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The processes that work in one data folder, found by their working directory. That stays true when a process
 * identifier was used again by somebody else, which the identifier in {@code postmaster.pid} alone does not tell.
 */
record PostgresProcesses(Path data) {
    /** A server and the port that it listens on. */
    record Server(ProcessHandle process, int port) {}

    /** The server that runs here, whoever started it. */
    Optional<Server> server() {
        try {
            List<String> lines = Files.readAllLines(pidFile());
            if (lines.size() < 4) {
                return Optional.empty();
            }
            long pid = Long.parseLong(lines.getFirst().strip());
            int port = Integer.parseInt(lines.get(3).strip());
            return ProcessHandle.of(pid).filter(this::worksHere).map(p -> new Server(p, port));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // no file, or one cut short: nothing to attach to
        }
    }

    /** Ends whatever still works here: first as a clean shutdown, then with force. */
    void stopAll(Duration patience) throws IOException {
        Optional<Server> server = server();
        if (server.isPresent()) {
            ProgramRunner.signal(server.get().process().pid(), "INT");
            if (!awaitNone(patience)) {
                ProgramRunner.signal(server.get().process().pid(), "QUIT");
            }
        }
        if (!awaitNone(Duration.ofSeconds(6))) {
            all().forEach(ProcessHandle::destroyForcibly);
            if (!awaitNone(Duration.ofSeconds(10))) {
                throw new IOException("processes of an earlier database do not end");
            }
        }
        Files.deleteIfExists(pidFile());
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    private boolean worksHere(ProcessHandle process) {
        try {
            Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
            return Files.readSymbolicLink(folder).equals(data.toRealPath());
        } catch (IOException e) {
            return false; // ended meanwhile, or somebody else's
        }
    }

    private boolean awaitNone(Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (!all().isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Pause.of(Duration.ofMillis(20));
        }
        return true;
    }
}

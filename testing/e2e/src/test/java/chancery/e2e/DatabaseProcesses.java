package chancery.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The processes of a PostgreSQL, found by the folder that they work in. */
record DatabaseProcesses(Path data) {
    List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    private boolean worksHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", "" + process.pid(), "cwd"))
                    .equals(data.toRealPath());
        } catch (IOException e) {
            return false; // ended meanwhile, or somebody else's
        }
    }

    /** All at once and without notice; waits until they are gone. */
    void kill() {
        all().forEach(ProcessHandle::destroyForcibly);
        Await.until(Duration.ofSeconds(10), "the database's processes end", () -> {
            var left = all();
            left.forEach(ProcessHandle::destroyForcibly);
            return left.isEmpty();
        });
    }

    /** STOP freezes them where they are, CONT lets them go on. */
    void signal(String name) {
        for (ProcessHandle process : all()) {
            try {
                new ProcessBuilder("kill", "-" + name, "" + process.pid())
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}

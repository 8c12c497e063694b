package chancery.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts the programs of another product, as itself or as somebody else. */
final class ProgramRunner {
    private ProgramRunner() {}

    /** What a finished program left: its exit status and both outputs together. */
    record Finished(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    static Finished run(List<String> command) throws IOException {
        Path output = Files.createTempFile("chancery", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " did not end within two minutes");
            }
            return new Finished(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    static List<String> command(List<String> prefix, List<String> rest) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(rest);
        return List.copyOf(all);
    }

    /** Where {@code name} is, looked for in PATH and the folders of system programs. */
    static Optional<String> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/bin:/bin:/usr/sbin:/sbin";
        for (String folder : path.split(":")) {
            Path candidate = Path.of(folder.isEmpty() ? "/usr/bin" : folder, name);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate.toString());
            }
        }
        return Optional.empty();
    }

    static void signal(long pid, String signal) throws IOException {
        // the shell's own kill, since a small system has no other; Java can send only TERM and KILL
        run(List.of("/bin/sh", "-c", "kill -" + signal + " " + pid + " 2>/dev/null || true"));
    }
}

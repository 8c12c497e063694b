package chancery.openpgp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** GnuPG with a home of its own, which is short, since its agent's socket lies in it. */
final class GnuPg implements AutoCloseable {
    private final Path home;

    GnuPg() throws IOException {
        boolean there = Files.isExecutable(Path.of("/usr/bin/gpg"));
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("gpg is missing");
        }
        assumeTrue(there, "gpg is not installed");
        home = Files.createTempDirectory(
                Path.of("/tmp"),
                "g",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    Path file(String name) {
        return home.resolve(name);
    }

    Path file(String name, byte[] content) throws IOException {
        return Files.write(file(name), content);
    }

    /** Runs it and returns what it printed, both channels; fails when it fails. */
    String run(String... arguments) throws IOException, InterruptedException {
        var result = attempt(arguments);
        if (result.code() != 0) {
            throw new AssertionError("gpg " + String.join(" ", arguments) + ": " + result.output());
        }
        return result.output();
    }

    record Result(int code, String output) {}

    Result attempt(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "/usr/bin/gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--yes",
                "--no-tty",
                "--trust-model",
                "always",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                "",
                "--status-fd",
                "1"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("gpg does not end: " + output);
        }
        return new Result(process.exitValue(), output);
    }

    @Override
    public void close() throws IOException {
        try {
            new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                    .start()
                    .waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

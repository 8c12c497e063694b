package chancery.smime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** OpenSSL as it is installed. A test that needs it is skipped where it is not, and fails there under CI=true. */
final class OpenSsl {
    private final Path folder;

    /** What it answered: exit code, and both channels. */
    record Answer(int code, byte[] output, String complaint) {
        boolean ok() {
            return code == 0;
        }

        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    /** @param folder where it may write */
    OpenSsl(Path folder) {
        require();
        this.folder = folder;
    }

    /** For tests that call it in their own way. */
    static void require() {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "openssl")));
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("openssl is missing");
        }
        assumeTrue(there, "OpenSSL is not installed");
    }

    Path write(String name, byte[] octets) throws IOException {
        return Files.write(folder.resolve(name), octets);
    }

    /** Writes all the output of other calls one after the other. */
    Path write(String name, List<Answer> answers) throws IOException {
        try (var out = Files.newOutputStream(folder.resolve(name))) {
            for (Answer answer : answers) {
                out.write(answer.output());
            }
        }
        return folder.resolve(name);
    }

    Answer ask(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add("openssl");
        command.addAll(arguments);
        Path output = folder.resolve("output");
        Path complaint = folder.resolve("complaint");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(complaint.toFile())
                .start();
        process.getOutputStream().close();
        int code = process.waitFor();
        return new Answer(code, Files.readAllBytes(output), Files.readString(complaint, StandardCharsets.ISO_8859_1));
    }

    Answer ask(String... arguments) throws IOException, InterruptedException {
        return ask(List.of(arguments));
    }
}

package chancery.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command that runs the gateway from this test's class path, with the launcher's flags. Where the class path is made
 * of jars a class cache is recorded once, so that hundreds of starts cost little.
 */
final class GatewayProgram {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    /** PostgreSQL's programs, unpacked by the first start. */
    static final Path DATABASE_PROGRAMS = TARGET.resolve("postgresql");

    private static final Path CACHE = TARGET.resolve("gateway.aot");
    private static final String CLASS_PATH = classPath();

    private GatewayProgram() {}

    private static final class Trained {
        static final boolean CACHED = train();
    }

    /** A new folder for one test, below target. */
    static Path freshFolder(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(TARGET.resolve("e2e")), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program with everything before the name of the command. */
    static List<String> command(String heap, List<String> moreFlags) {
        var command = new ArrayList<>(List.of(java(), "-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(flags());
        if (Trained.CACHED) {
            command.addAll(List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        command.addAll(moreFlags);
        command.addAll(List.of("-cp", CLASS_PATH, "chancery.cli.Chancery"));
        return command;
    }

    private static List<String> flags() {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-Dchancery.postgresql.programs=" + DATABASE_PROGRAMS);
    }

    /** A training run also unpacks PostgreSQL, which the tests with a database of their own need. */
    private static boolean train() {
        boolean jars = Arrays.stream(CLASS_PATH.split(File.pathSeparator)).allMatch(p -> p.endsWith(".jar"));
        try {
            if (jars && isFresh() && Files.isDirectory(DATABASE_PROGRAMS)) {
                return true;
            }
            Files.deleteIfExists(CACHE);
            Path folder = freshFolder("training");
            var command = new ArrayList<>(List.of(java(), "-Xmx512m"));
            command.addAll(flags());
            if (jars) {
                command.addAll(List.of("-XX:AOTCacheOutput=" + CACHE, "-Xlog:aot=off", "-Xlog:cds=off"));
            }
            command.addAll(List.of("-cp", CLASS_PATH, "chancery.cli.Chancery", "serve", "--aot-train"));
            command.addAll(List.of("--data", folder.resolve("data").toString()));
            Process run = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(TARGET.resolve("training.log").toFile())
                    .start();
            int status = run.waitFor();
            if (status != 0) {
                throw new AssertionError(
                        "the gateway does not start: " + Files.readString(TARGET.resolve("training.log")));
            }
            return Files.exists(CACHE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isFresh() throws IOException {
        if (!Files.exists(CACHE)) {
            return false;
        }
        var made = Files.getLastModifiedTime(CACHE);
        for (String jar : CLASS_PATH.split(File.pathSeparator)) {
            if (Files.getLastModifiedTime(Path.of(jar)).compareTo(made) > 0) {
                return false;
            }
        }
        return true;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    // without this module's own classes and those of the tools that test it
    private static String classPath() {
        String whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        String own = TARGET.toString();
        try (Stream<String> parts = Arrays.stream(whole.split(File.pathSeparator))) {
            return String.join(
                    File.pathSeparator,
                    parts.filter(p -> !p.startsWith(own) && !p.contains("surefire") && !p.contains("junit"))
                            .toList());
        }
    }
}

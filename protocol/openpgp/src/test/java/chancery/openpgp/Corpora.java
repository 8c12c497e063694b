package chancery.openpgp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Test sets of public projects, where they are present: in CHANCERY_CORPORA, or beside the project. */
final class Corpora {
    private Corpora() {}

    static Path folder(String name) {
        String named = System.getenv("CHANCERY_CORPORA");
        Path found = named == null ? Path.of("shared/corpora") : Path.of(named);
        Path above = Path.of("").toAbsolutePath();
        while (named == null && above != null && !Files.isDirectory(found)) {
            found = above.resolveSibling("shared").resolve("corpora");
            above = above.getParent();
        }
        Path folder = found.resolve(name);
        assumeTrue(Files.isDirectory(folder), "test set " + name + " is absent");
        return folder;
    }

    static List<Path> files(Path folder, String ending) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(p -> p.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** A table of the test resources: rows of cells without the comments. */
    static List<String[]> table(String name) {
        try (var in = Corpora.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(l -> !l.startsWith("#") && !l.isBlank())
                    .map(l -> l.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves what was found beside the build's output, for whoever has to look at a table again. */
    static void report(String table, Map<String, String> found) throws IOException {
        var lines = new StringBuilder();
        found.forEach((file, verdict) ->
                lines.append(file).append('\t').append(verdict).append('\n'));
        Files.createDirectories(Path.of("target/verdicts"));
        Files.writeString(Path.of("target/verdicts", table), lines);
    }
}

package chancery.mime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Test sets that lie outside the project, for all modules that read mail; a test whose set is absent is skipped. */
public final class Corpora {
    private Corpora() {}

    /** The folder of a test set. */
    public static Path folder(String name) {
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

    /** All files below a folder whose names end so, in order. */
    public static List<Path> files(Path folder, String ending) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(p -> p.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** A table of the test resources beside a class: rows of cells, comments left out. */
    public static List<String[]> table(Class<?> beside, String name) {
        try (var in = beside.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(l -> !l.startsWith("#") && !l.isBlank())
                    .map(l -> l.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table of differences that are a choice: name, and why in the words of the standard. */
    public static Map<String, String> choices(Class<?> beside, String table) {
        var choices = new LinkedHashMap<String, String>();
        table(beside, table).forEach(row -> choices.put(row[0], row[1]));
        return choices;
    }

    /** Leaves what was found beside the build's output, for whoever has to look at a table again. */
    public static void report(String table, Map<String, String> found) throws IOException {
        var lines = new StringBuilder();
        found.forEach((file, verdict) ->
                lines.append(file).append('\t').append(verdict).append('\n'));
        Files.createDirectories(Path.of("target/verdicts"));
        Files.writeString(Path.of("target/verdicts", table), lines);
    }
}

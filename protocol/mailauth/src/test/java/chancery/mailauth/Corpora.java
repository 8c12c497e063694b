package chancery.mailauth;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

    /** The table of differences that are a choice: name, and why in the words of the standard. */
    static Map<String, String> choices(String table) throws IOException {
        var choices = new LinkedHashMap<String, String>();
        try (var in = Corpora.class.getResourceAsStream(table)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).forEach(l -> {
                String[] columns = l.split("\t", 2);
                choices.put(columns[0], columns[1]);
            });
        }
        return choices;
    }
}

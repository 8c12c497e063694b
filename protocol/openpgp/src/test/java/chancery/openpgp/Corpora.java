package chancery.openpgp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
}

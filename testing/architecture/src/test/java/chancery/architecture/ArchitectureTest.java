package chancery.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules, on the whole tree. */
class ArchitectureTest {
    private static final String EXCEPTIONS = "testing/architecture/exceptions.tsv";
    private static SourceTree tree = SourceTree.of(java.nio.file.Path.of(""), java.util.Map.of());

    @BeforeAll
    static void readTheTree() {
        tree = SourceTree.load();
    }

    record Rules(String name, Function<SourceTree, List<Violation>> check) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rules> rules() {
        return Stream.of(
                new Rules("modules use what modules.tsv allows", ModuleRules::check),
                new Rules("sizes and names", ShapeRules::check),
                new Rules("no default over a sealed type", SwitchRules::check),
                new Rules("references to standards", RfcRules::check),
                new Rules("SQL names its tenant", SqlRules::check),
                new Rules("nothing unfinished", LeftoverRules::check));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Rules rules) {
        var excepted = exceptions();
        assertThat(rules.check().apply(tree).stream()
                        .filter(violation -> !excepted.contains(violation.rule() + "\t" + violation.file()))
                        .map(Violation::toString)
                        .sorted()
                        .toList())
                .isEmpty();
    }

    @Test
    void theWholeTreeWasRead() {
        assertThat(tree.main()).hasSizeGreaterThan(50);
        assertThat(tree.files()).containsKeys("pom.xml", "modules.tsv", "rfc/index.tsv");
    }

    @Test
    void everyExceptionIsStillNeeded() {
        var broken = new HashSet<String>();
        rules().forEach(rules ->
                rules.check().apply(tree).forEach(violation -> broken.add(violation.rule() + "\t" + violation.file())));
        assertThat(broken).containsAll(exceptions());
    }

    private static Set<String> exceptions() {
        var places = new HashSet<String>();
        for (var line : tree.files().getOrDefault(EXCEPTIONS, "").split("\n")) {
            var cells = line.split("\t");
            if (!line.startsWith("#") && cells.length == 3) {
                places.add(cells[0] + "\t" + cells[1]);
            }
        }
        return places;
    }
}

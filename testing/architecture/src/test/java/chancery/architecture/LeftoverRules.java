package chancery.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Nothing unfinished, nothing printed by a module, every package explained, every public parser tested. */
final class LeftoverRules {
    // written in two parts so that this file does not find itself
    private static final Pattern UNFINISHED = Pattern.compile(
            "\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@Dis" + "abled" + "|new Unsupported" + "OperationException\\(");
    private static final Pattern PRINTS = Pattern.compile("System\\.(out|err)\\b|printStackTrace\\(\\)");
    private static final Pattern MOCKS = Pattern.compile("org\\.mock" + "ito|easy" + "mock|jmoc" + "kit");
    private static final Pattern WAITS = Pattern.compile("Thread\\.sl" + "eep\\(");
    private static final Set<String> MAY_PRINT = Set.of("cli", "demo", "bench", "speed");

    private LeftoverRules() {}

    static List<Violation> check(SourceTree tree) {
        var found = new ArrayList<Violation>();
        for (var source : tree.sources()) {
            find(source, UNFINISHED, "unfinished", found);
            find(source, MOCKS, "mocks", found);
            if (source.isTest()) {
                find(source, WAITS, "sleep-in-test", found);
            } else if (!MAY_PRINT.contains(ModuleTable.name(source.module()))) {
                find(source, PRINTS, "prints", found);
            }
        }
        packagesAreExplained(tree, found);
        parsersAreTested(tree, found);
        return found;
    }

    private static void find(JavaSource source, Pattern pattern, String rule, List<Violation> found) {
        int number = 0;
        for (var line : source.text().split("\n")) {
            number++;
            var match = pattern.matcher(line);
            if (match.find()) {
                found.add(new Violation(rule, source.path() + ":" + number, match.group()));
            }
        }
    }

    private static void packagesAreExplained(SourceTree tree, List<Violation> found) {
        var folders = tree.main().stream()
                .map(source -> source.path().substring(0, source.path().lastIndexOf('/')))
                .collect(Collectors.toSet());
        for (var folder : folders) {
            var text = tree.files().getOrDefault(folder + "/package-info.java", "");
            if (!text.contains("@NullMarked") || !text.contains("/**")) {
                found.add(new Violation("package-info", folder, "no package-info.java with words and @NullMarked"));
            }
        }
    }

    private static void parsersAreTested(SourceTree tree, List<Violation> found) {
        var tests = tree.sources().stream()
                .filter(JavaSource::isTest)
                .map(JavaSource::text)
                .collect(Collectors.joining("\n"));
        for (var source : tree.main()) {
            var name = source.fileName().replace(".java", "");
            if (name.endsWith("Parser")
                    && source.text().contains("public final class " + name)
                    && !tests.contains(name)) {
                found.add(new Violation("parser-untested", source.path(), "no test names " + name));
            }
        }
    }
}

package chancery.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Who may use whom: poms and imports against modules.tsv. */
final class ModuleRules {
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>chancery</groupId>\\s*<artifactId>([a-z]+)</artifactId>(.*?)</dependency>",
            Pattern.DOTALL);
    private static final Pattern MODULE = Pattern.compile("<module>([a-z/]+)</module>");
    private static final Pattern USE = Pattern.compile("\\bchancery\\.([a-z]+)\\.(?=[A-Za-z])");

    private ModuleRules() {}

    static List<Violation> check(SourceTree tree) {
        var table = ModuleTable.parse(tree.files().getOrDefault("modules.tsv", ""));
        var found = new ArrayList<Violation>();
        tree.files().forEach((path, text) -> {
            if (path.equals("pom.xml")) {
                modulesAreListed(table, text, found);
            } else if (path.endsWith("/pom.xml")) {
                dependenciesAreAllowed(table, path, text, found);
            }
        });
        tree.main().forEach(source -> importsAreAllowed(table, source, found));
        return found;
    }

    private static void modulesAreListed(ModuleTable table, String pom, List<Violation> found) {
        MODULE.matcher(pom).results().map(match -> match.group(1)).forEach(folder -> {
            if (!table.allowed().containsKey(folder)) {
                found.add(new Violation("module-table", "modules.tsv", "does not list " + folder));
            }
        });
    }

    private static void dependenciesAreAllowed(ModuleTable table, String path, String pom, List<Violation> found) {
        var folder = path.substring(0, path.length() - "/pom.xml".length());
        DEPENDENCY.matcher(pom).results().forEach(match -> {
            boolean forTests = match.group(2).contains("<scope>test</scope>");
            if (!forTests && !table.allows(folder, match.group(1))) {
                found.add(new Violation("module-table", path, "depends on " + match.group(1)));
            }
        });
    }

    private static void importsAreAllowed(ModuleTable table, JavaSource source, List<Violation> found) {
        var name = ModuleTable.name(source.module());
        var declared = String.valueOf(source.unit().getPackageName());
        if (!declared.equals("chancery." + name) && !declared.equals("chancery." + name + ".spi")) {
            found.add(new Violation("package-is-module", source.path(), "is in package " + declared));
        }
        for (var line : source.text().split("\n")) {
            // links in comments go up the tree on purpose
            if (line.stripLeading().startsWith("*") || line.stripLeading().startsWith("//")) {
                continue;
            }
            var uses = USE.matcher(line);
            while (uses.find()) {
                if (table.isModule(uses.group(1)) && !table.allows(source.module(), uses.group(1))) {
                    found.add(new Violation("module-table", source.path(), "uses " + uses.group(1)));
                }
            }
        }
    }
}

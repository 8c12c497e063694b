package chancery.architecture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What modules.tsv allows: folder of a module to the names of the modules it may use. */
record ModuleTable(Map<String, Set<String>> allowed) {
    static ModuleTable parse(String tsv) {
        var table = new LinkedHashMap<String, Set<String>>();
        for (var line : tsv.split("\n")) {
            var cells = line.split("\t");
            if (!line.startsWith("#") && cells.length >= 2) {
                table.put(cells[0], Set.of(cells[1].split(" ")));
            }
        }
        return new ModuleTable(table);
    }

    static String name(String folder) {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    boolean allows(String folder, String used) {
        var names = allowed.getOrDefault(folder, Set.of());
        return names.contains("*") || names.contains(used) || name(folder).equals(used);
    }

    boolean isModule(String name) {
        return allowed.keySet().stream().anyMatch(folder -> name(folder).equals(name));
    }
}

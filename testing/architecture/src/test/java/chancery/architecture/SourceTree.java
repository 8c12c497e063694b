package chancery.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every file of the tree that a rule looks at. */
record SourceTree(Path root, Map<String, String> files, List<JavaSource> sources) {
    private static final Set<String> GROUPS =
            Set.of("base", "protocol", "organisation", "mailpath", "workplace", "app", "testing", "rfc");
    private static final Set<String> ENDINGS = Set.of("java", "xml", "sql", "tsv");

    /** The tree that this module is part of. */
    static SourceTree load() {
        var root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("modules.tsv"))) {
            root = java.util.Objects.requireNonNull(root.getParent(), "no modules.tsv above this module");
        }
        return of(root, read(root));
    }

    static SourceTree of(Path root, Map<String, String> files) {
        var java = new TreeMap<String, String>();
        files.forEach((path, text) -> {
            if (path.endsWith(".java")) {
                java.put(path, text);
            }
        });
        return new SourceTree(root, files, JavaSource.parse(java));
    }

    List<JavaSource> main() {
        return sources.stream().filter(source -> !source.isTest()).toList();
    }

    private static Map<String, String> read(Path root) {
        var files = new TreeMap<String, String>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    var name = folder.getFileName().toString();
                    boolean outside = root.equals(folder.getParent()) && !GROUPS.contains(name);
                    return outside || name.equals("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    var path = root.relativize(file).toString().replace('\\', '/');
                    if (ENDINGS.contains(path.substring(path.lastIndexOf('.') + 1))
                            || path.contains("META-INF/services")) {
                        files.put(path, Files.readString(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}

package chancery.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One source file, parsed.
 *
 * @param path from the root of the tree, with slashes
 */
record JavaSource(String path, String text, CompilationUnitTree unit, SourcePositions positions) {

    boolean isTest() {
        return path.contains("/src/test/");
    }

    /** {@code protocol/mime}. */
    String module() {
        int source = path.indexOf("/src/");
        return source < 0 ? "" : path.substring(0, source);
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    int line(Tree tree) {
        return (int) lines().getLineNumber(positions.getStartPosition(unit, tree));
    }

    int lastLine(Tree tree) {
        return (int) lines().getLineNumber(positions.getEndPosition(unit, tree));
    }

    String place(Tree tree) {
        return path + ":" + line(tree);
    }

    private LineMap lines() {
        return unit.getLineMap();
    }

    /** Parses all in one go, which is much faster than one by one. */
    static List<JavaSource> parse(Map<String, String> textByPath) {
        if (textByPath.isEmpty()) {
            return List.of();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = new ArrayList<JavaFileObject>();
        new TreeMap<>(textByPath).forEach((path, text) -> files.add(new Text(path, text)));
        var task = (JavacTask) compiler.getTask(null, null, _ -> {}, List.of("-proc:none"), null, files);
        var positions = Trees.instance(task).getSourcePositions();
        var sources = new ArrayList<JavaSource>();
        try {
            for (var unit : task.parse()) {
                var path = unit.getSourceFile().toUri().getPath().substring(1);
                sources.add(new JavaSource(path, String.valueOf(textByPath.get(path)), unit, positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

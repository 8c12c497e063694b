package chancery.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Sizes and names. */
final class ShapeRules {
    static final int LONGEST_FILE = 400;
    static final int LONGEST_METHOD = 40;

    /** A table of cases is read down, not understood as a whole. */
    static final int LONGEST_TEST_METHOD = 80;

    static final int MOST_PARAMETERS = 7;
    private static final Pattern FORBIDDEN =
            Pattern.compile("Abstract.*|.*(Manager|Utils?|Helper|Impl|Processor|Handler|Data|Info)");

    private ShapeRules() {}

    static List<Violation> check(SourceTree tree) {
        var found = new ArrayList<Violation>();
        for (var source : tree.sources()) {
            long lines = source.text().lines().count();
            if (lines >= LONGEST_FILE) {
                found.add(new Violation("file-length", source.path(), lines + " lines"));
            }
            new Shapes(source, found).scan(source.unit(), null);
        }
        return found;
    }

    private static final class Shapes extends TreeScanner<Void, Void> {
        private final JavaSource source;
        private final List<Violation> found;

        Shapes(JavaSource source, List<Violation> found) {
            this.source = source;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            var name = type.getSimpleName().toString();
            if (FORBIDDEN.matcher(name).matches()) {
                found.add(new Violation("class-name", source.place(type), name));
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            int lines = source.lastLine(method) - source.line(method) + 1;
            if (lines > (source.isTest() ? LONGEST_TEST_METHOD : LONGEST_METHOD)) {
                found.add(new Violation(
                        "method-length", source.place(method), method.getName() + ": " + lines + " lines"));
            }
            boolean constructor = method.getReturnType() == null && method.getKind() == Tree.Kind.METHOD;
            if (constructor && method.getParameters().size() > MOST_PARAMETERS && !isOfRecord(method)) {
                found.add(new Violation(
                        "constructor-parameters",
                        source.place(method),
                        method.getParameters().size() + " parameters"));
            }
            return super.visitMethod(method, nothing);
        }

        /** A record's canonical constructor repeats its components, which are named where they are used. */
        private boolean isOfRecord(MethodTree method) {
            var kinds = new ArrayList<Boolean>();
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    if (type.getMembers().contains(method)) {
                        kinds.add(type.getKind() == Tree.Kind.RECORD);
                    }
                    return super.visitClass(type, nothing);
                }
            }.scan(source.unit(), null);
            return kinds.contains(true);
        }
    }
}

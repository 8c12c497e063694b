package chancery.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** SQL stands in the enums that implement Statement, and nowhere else; each statement names its tenant. */
final class SqlRules {
    private static final Pattern SQL = Pattern.compile(
            "(?is)^\\s*(select\\s.+\\sfrom\\s|insert\\s+into\\s|update\\s+\\w+\\s+set\\s|delete\\s+from\\s|with\\s+\\w+\\s+as\\s*\\().*");
    private static final Pattern OTHER_SCOPE = Pattern.compile("MAIL_PATH|OPERATOR");

    private SqlRules() {}

    static List<Violation> check(SourceTree tree) {
        var found = new ArrayList<Violation>();
        for (var source : tree.main()) {
            new Statements(source, found).scan(source.unit(), null);
        }
        tablesHaveAHolder(tree, found);
        return found;
    }

    private static void tablesHaveAHolder(SourceTree tree, List<Violation> found) {
        tree.files().forEach((path, text) -> {
            int resource = path.indexOf("/src/main/resources/chancery/migration/");
            if (resource < 0 || !text.toLowerCase(Locale.ROOT).contains("create table")) {
                return;
            }
            var module = path.substring(0, resource);
            for (var spi : List.of("PersonalDataHolder", "StatementCatalogue")) {
                if (!tree.files()
                        .containsKey(module + "/src/main/resources/META-INF/services/chancery.store.spi." + spi)) {
                    found.add(new Violation("tables-have-a-holder", path, "its module provides no " + spi));
                }
            }
        });
    }

    private static final class Statements extends TreeScanner<Void, Void> {
        private final JavaSource source;
        private final List<Violation> found;
        private int statementEnums;

        Statements(JavaSource source, List<Violation> found) {
            this.source = source;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            boolean statements = type.getKind() == Tree.Kind.ENUM
                    && type.getImplementsClause().stream()
                            .anyMatch(parent -> parent.toString().endsWith("Statement"));
            statementEnums += statements ? 1 : 0;
            super.visitClass(type, nothing);
            statementEnums -= statements ? 1 : 0;
            return null;
        }

        @Override
        public Void visitVariable(VariableTree constant, Void nothing) {
            if (statementEnums > 0 && constant.getInitializer() instanceof NewClassTree made) {
                var text = made.toString();
                if (SQL.matcher(literals(made)).matches()
                        && !literals(made).contains("tenant")
                        && !OTHER_SCOPE.matcher(text).find()) {
                    found.add(new Violation(
                            "sql-tenant", source.place(constant), constant.getName() + " names no tenant"));
                }
            }
            return super.visitVariable(constant, nothing);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (statementEnums == 0
                    && literal.getValue() instanceof String text
                    && SQL.matcher(text).matches()) {
                found.add(new Violation("sql-place", source.place(literal), "SQL outside a Statement enum"));
            }
            return super.visitLiteral(literal, nothing);
        }

        private static String literals(Tree tree) {
            var text = new StringBuilder();
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitLiteral(LiteralTree literal, Void nothing) {
                    text.append(literal.getValue());
                    return null;
                }
            }.scan(tree, null);
            return text.toString();
        }
    }
}

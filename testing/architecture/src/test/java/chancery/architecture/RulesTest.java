package chancery.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds a small bad example and leaves a good one alone. */
class RulesTest {
    private static final String MAIN = "protocol/mime/src/main/java/chancery/mime/";
    private static final String SEALED =
            "package chancery.mime; sealed interface Shape { record Round() implements Shape {} record Flat() implements Shape {} }";

    record Example(
            String name, Function<SourceTree, List<Violation>> check, Map<String, String> files, String... broken) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Map<String, String> file(String path, String text) {
        return Map.of(path, text);
    }

    private static Map<String, String> body(String code) {
        return file(MAIN + "A.java", "package chancery.mime; class A { " + code + " }");
    }

    private static Map<String, String> comment(String comment) {
        return Map.of(
                MAIN + "A.java",
                "package chancery.mime;\n" + comment + "\nclass A {}",
                "rfc/index.tsv",
                "5321\tyes\tsmtp\ttransfer\n");
    }

    private static Map<String, String> withModules(String path, String text) {
        return Map.of("modules.tsv", "base/mail\t-\tx\nbase/store\tmail\tx\nprotocol/mime\tmail\tx\n", path, text);
    }

    private static Map<String, String> sealedSwitch(String code) {
        var files = new HashMap<>(body("int f(Object s) { return switch (s) { " + code + " }; }"));
        files.put(MAIN + "Shape.java", SEALED);
        return files;
    }

    static Stream<Example> examples() {
        return Stream.of(modules(), shapes(), switches(), standards(), sql(), leftovers())
                .flatMap(all -> all);
    }

    private static Stream<Example> modules() {
        var dependency = "<dependency><groupId>chancery</groupId><artifactId>%s</artifactId>%s</dependency>";
        return Stream.of(
                new Example(
                        "import",
                        ModuleRules::check,
                        withModules(
                                MAIN + "A.java", "package chancery.mime; import chancery.store.Database; class A {}"),
                        "module-table"),
                new Example(
                        "allowed import",
                        ModuleRules::check,
                        withModules(
                                MAIN + "A.java", "package chancery.mime; import chancery.mail.TenantId; class A {}")),
                new Example(
                        "pom",
                        ModuleRules::check,
                        withModules("protocol/mime/pom.xml", dependency.formatted("store", "")),
                        "module-table"),
                new Example(
                        "pom for tests",
                        ModuleRules::check,
                        withModules("protocol/mime/pom.xml", dependency.formatted("store", "<scope>test</scope>"))),
                new Example(
                        "unlisted",
                        ModuleRules::check,
                        withModules("pom.xml", "<module>base/other</module>"),
                        "module-table"),
                new Example(
                        "package",
                        ModuleRules::check,
                        withModules(MAIN + "A.java", "package chancery.mime.impl; class A {}"),
                        "package-is-module"));
    }

    private static Stream<Example> shapes() {
        return Stream.of(
                new Example(
                        "long file",
                        ShapeRules::check,
                        file(MAIN + "A.java", "class A {}\n" + "\n".repeat(400)),
                        "file-length"),
                new Example(
                        "long method", ShapeRules::check, body("void f() {" + "\n".repeat(45) + "}"), "method-length"),
                new Example("short method", ShapeRules::check, body("void f() {" + "\n".repeat(30) + "}")),
                new Example("manager", ShapeRules::check, body("class MailManager {}"), "class-name"),
                new Example("abstract", ShapeRules::check, body("class AbstractMail {}"), "class-name"),
                new Example(
                        "parameters",
                        ShapeRules::check,
                        body("A(int a, int b, int c, int d, int e, int f, int g, int h) {}"),
                        "constructor-parameters"),
                new Example(
                        "record",
                        ShapeRules::check,
                        body("record R(int a, int b, int c, int d, int e, int f, int g, int h) { R {} }")));
    }

    private static Stream<Example> switches() {
        return Stream.of(
                new Example(
                        "default",
                        SwitchRules::check,
                        sealedSwitch("case Shape.Round r -> 1; default -> 2;"),
                        "sealed-switch"),
                new Example(
                        "default, record pattern",
                        SwitchRules::check,
                        sealedSwitch("case Shape.Round() -> 1; default -> 2;"),
                        "sealed-switch"),
                new Example(
                        "exhaustive",
                        SwitchRules::check,
                        sealedSwitch("case Shape.Round r -> 1; case Shape.Flat f -> 2;")),
                new Example(
                        "over anything",
                        SwitchRules::check,
                        sealedSwitch("case Shape.Round r -> 1; case String s -> 3; default -> 2;")));
    }

    private static Stream<Example> standards() {
        return Stream.of(
                new Example("good", RfcRules::check, comment("// RFC 5321 §4.5.3.1.6: we accept longer, because")),
                new Example("good, in Javadoc", RfcRules::check, comment("/** As it says (RFC 5321 §2.3.1). */")),
                new Example(
                        "good, over a line break",
                        RfcRules::check,
                        comment("/**\n * As it says in RFC 5321\n * §2.3.1.\n */")),
                new Example(
                        "good, appendix and errata",
                        RfcRules::check,
                        comment("// RFC 5321 §A.1 and RFC 5321 errata 1234")),
                new Example("whole document in Javadoc", RfcRules::check, comment("/** Transfer as in RFC 5321. */")),
                new Example(
                        "word for section in Javadoc",
                        RfcRules::check,
                        comment("/** RFC 5321 section 4 */"),
                        "rfc-form"),
                new Example("media type", RfcRules::check, comment("// a message/rfc822 part")),
                new Example("no section", RfcRules::check, comment("// RFC 5321 says so"), "rfc-form"),
                new Example("no space", RfcRules::check, comment("// RFC5321 §4"), "rfc-form"),
                new Example("lower case", RfcRules::check, comment("// rfc 5321 §4"), "rfc-form"),
                new Example("word for section", RfcRules::check, comment("// RFC 5321 section 4.5"), "rfc-form"),
                new Example("not in the index", RfcRules::check, comment("// RFC 9999 §4.5"), "rfc-index"),
                new Example(
                        "bad index", RfcRules::check, file("rfc/index.tsv", "5321\tmaybe\tsmtp\tx\n"), "rfc-index"));
    }

    private static Stream<Example> sql() {
        var statements = "enum S implements Statement { X(\"%s\"%s); S(String s, Object... more) {} }";
        return Stream.of(
                new Example(
                        "in a class",
                        SqlRules::check,
                        body("String s = \"SELECT id FROM mail WHERE x = 1\";"),
                        "sql-place"),
                new Example(
                        "no SQL", SqlRules::check, body("String s = \"Select a file from the list\";"), "sql-place"),
                new Example("words", SqlRules::check, body("String s = \"update the settings\";")),
                new Example(
                        "tenant",
                        SqlRules::check,
                        body(statements.formatted("SELECT id FROM mail WHERE tenant_id = :tenant", ""))),
                new Example(
                        "no tenant",
                        SqlRules::check,
                        body(statements.formatted("SELECT id FROM mail", "")),
                        "sql-tenant"),
                new Example(
                        "mail path",
                        SqlRules::check,
                        body(statements.formatted("SELECT id FROM mail", ", Scope.MAIL_PATH"))),
                new Example(
                        "table without holder",
                        SqlRules::check,
                        file("base/x/src/main/resources/chancery/migration/V1__x.sql", "CREATE TABLE x ()"),
                        "tables-have-a-holder",
                        "tables-have-a-holder"));
    }

    private static Stream<Example> leftovers() {
        var explained = Map.of(MAIN + "package-info.java", "/** Words. */ @NullMarked package chancery.mime;");
        Function<String, Map<String, String>> code = text -> {
            var files = new HashMap<>(explained);
            files.putAll(body(text));
            return files;
        };
        return Stream.of(
                new Example("note to self", LeftoverRules::check, code.apply("// TO" + "DO later"), "unfinished"),
                new Example("prints", LeftoverRules::check, code.apply("void f() { System.out.println(); }"), "prints"),
                new Example("unexplained", LeftoverRules::check, body(""), "package-info"),
                new Example(
                        "untested parser",
                        LeftoverRules::check,
                        Map.of(
                                MAIN + "package-info.java",
                                "/** W. */ @NullMarked package chancery.mime;",
                                MAIN + "XParser.java",
                                "package chancery.mime; public final class XParser {}"),
                        "parser-untested"),
                new Example("in order", LeftoverRules::check, code.apply("int x;")));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void finds(Example example) {
        var tree = SourceTree.of(Path.of(""), example.files());
        assertThat(example.check().apply(tree).stream().map(Violation::rule).toList())
                .containsExactly(example.broken());
    }
}

package chancery.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class MtaStsPolicyParserTest {
    private static final String HEAD = "version: STSv1\nmode: enforce\n";

    private static MtaStsPolicy parse(String text) throws SyntaxException {
        return MtaStsPolicyParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    record Good(String name, String text, String mode, List<String> mx, long maxAge) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Good> GOOD = List.of(
            new Good(
                    "example of the RFC",
                    "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.example.net\r\nmx: backupmx.example.com\r\nmax_age: 604800\r\n",
                    "enforce",
                    List.of("mail.example.com", "*.example.net", "backupmx.example.com"),
                    604_800),
            new Good("line feeds alone", HEAD + "mx: a.example\nmax_age: 1\n", "enforce", List.of("a.example"), 1),
            new Good("no end of line", HEAD + "mx: a.example\nmax_age: 1", "enforce", List.of("a.example"), 1),
            new Good(
                    "any order",
                    "max_age: 5\nmx: a.example\nmode: testing\nversion: STSv1\n",
                    "testing",
                    List.of("a.example"),
                    5),
            new Good(
                    "no space behind the colon",
                    "version:STSv1\nmode:enforce\nmx:a.example\nmax_age:5\n",
                    "enforce",
                    List.of("a.example"),
                    5),
            new Good(
                    "much space",
                    "version:   STSv1  \nmode:\tenforce\nmx: \t a.example \nmax_age: 5 \n",
                    "enforce",
                    List.of("a.example"),
                    5),
            new Good("upper case host", HEAD + "mx: MX.Example\nmax_age: 5\n", "enforce", List.of("mx.example"), 5),
            new Good(
                    "A-label",
                    HEAD + "mx: xn--bcher-kva.example\nmax_age: 5\n",
                    "enforce",
                    List.of("xn--bcher-kva.example"),
                    5),
            new Good("underscore", HEAD + "mx: mx_1.example\nmax_age: 5\n", "enforce", List.of("mx_1.example"), 5),
            new Good("none without mx", "version: STSv1\nmode: none\nmax_age: 86400\n", "none", List.of(), 86_400),
            new Good(
                    "none with mx",
                    "version: STSv1\nmode: none\nmx: a.example\nmax_age: 86400\n",
                    "none",
                    List.of("a.example"),
                    86_400),
            new Good(
                    "testing",
                    "version: STSv1\nmode: testing\nmx: *.a.example\nmax_age: 0\n",
                    "testing",
                    List.of("*.a.example"),
                    0),
            new Good(
                    "unknown field",
                    HEAD + "mx: a.example\nsts_next: some value: here\nmax_age: 5\n",
                    "enforce",
                    List.of("a.example"),
                    5),
            new Good(
                    "unknown field in UTF-8",
                    HEAD + "mx: a.example\nx: grüße\nmax_age: 5\n",
                    "enforce",
                    List.of("a.example"),
                    5),
            new Good(
                    "of a repeated field the first",
                    HEAD + "mode: none\nmx: a.example\nmax_age: 5\nmax_age: x\n",
                    "enforce",
                    List.of("a.example"),
                    5),
            new Good(
                    "longest",
                    HEAD + "mx: a.example\nmax_age: 31557600\n",
                    "enforce",
                    List.of("a.example"),
                    31_557_600),
            new Good(
                    "longer than the longest",
                    HEAD + "mx: a.example\nmax_age: 9999999999\n",
                    "enforce",
                    List.of("a.example"),
                    31_557_600),
            new Good(
                    "leading zeros",
                    HEAD + "mx: a.example\nmax_age: 0000000086\n",
                    "enforce",
                    List.of("a.example"),
                    86),
            new Good("blank last line", HEAD + "mx: a.example\nmax_age: 86\n  ", "enforce", List.of("a.example"), 86));

    static List<Good> good() {
        return GOOD;
    }

    @ParameterizedTest
    @MethodSource
    void good(Good row) throws SyntaxException {
        var policy = parse(row.text());
        assertThat(policy.mode().word()).isEqualTo(row.mode());
        assertThat(policy.mx()).containsExactlyElementsOf(row.mx());
        assertThat(policy.maxAge()).isEqualTo(Duration.ofSeconds(row.maxAge()));
    }

    record Bad(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Bad> bad() {
        return List.of(
                new Bad("empty", ""),
                new Bad("no version", "mode: enforce\nmx: a.example\nmax_age: 5\n"),
                new Bad("other version", "version: STSv2\nmode: enforce\nmx: a.example\nmax_age: 5\n"),
                new Bad("version in lower case", "version: stsv1\nmode: enforce\nmx: a.example\nmax_age: 5\n"),
                new Bad("no mode", "version: STSv1\nmx: a.example\nmax_age: 5\n"),
                new Bad("other mode", "version: STSv1\nmode: report\nmx: a.example\nmax_age: 5\n"),
                new Bad("mode in upper case", "version: STSv1\nmode: Enforce\nmx: a.example\nmax_age: 5\n"),
                new Bad("no max_age", HEAD + "mx: a.example\n"),
                new Bad("negative max_age", HEAD + "mx: a.example\nmax_age: -1\n"),
                new Bad("max_age in words", HEAD + "mx: a.example\nmax_age: 1d\n"),
                new Bad("eleven digits", HEAD + "mx: a.example\nmax_age: 00000000001\n"),
                new Bad("enforce without mx", HEAD + "max_age: 5\n"),
                new Bad("testing without mx", "version: STSv1\nmode: testing\nmax_age: 5\n"),
                new Bad("empty mx", HEAD + "mx: \nmax_age: 5\n"),
                new Bad("wildcard alone", HEAD + "mx: *\nmax_age: 5\n"),
                new Bad("wildcard inside", HEAD + "mx: a.*.example\nmax_age: 5\n"),
                new Bad("part wildcard", HEAD + "mx: a*.example\nmax_age: 5\n"),
                new Bad("two wildcards", HEAD + "mx: *.*.example\nmax_age: 5\n"),
                new Bad("dot first", HEAD + "mx: .example\nmax_age: 5\n"),
                new Bad("final dot", HEAD + "mx: a.example.\nmax_age: 5\n"),
                new Bad("two hosts in one line", HEAD + "mx: a.example, b.example\nmax_age: 5\n"),
                new Bad("address", HEAD + "mx: [192.0.2.1]\nmax_age: 5\n"),
                new Bad("U-label", HEAD + "mx: bücher.example\nmax_age: 5\n"),
                new Bad("label too long", HEAD + "mx: " + "a".repeat(64) + ".example\nmax_age: 5\n"),
                new Bad("name too long", HEAD + "mx: " + "a.".repeat(126) + "ab\nmax_age: 5\n"),
                new Bad("line without colon", HEAD + "mx: a.example\nnonsense\nmax_age: 5\n"),
                new Bad("blank line in the middle", HEAD + "\nmx: a.example\nmax_age: 5\n"),
                new Bad("space before the colon", HEAD + "mx : a.example\nmax_age: 5\n"),
                new Bad("carriage return alone", "version: STSv1\rmode: enforce\rmx: a.example\rmax_age: 5\r"),
                new Bad("null in a value", HEAD + "mx: a.example\nx: a\0b\nmax_age: 5\n"),
                new Bad("page of HTML", "<!DOCTYPE html><html><body>404</body></html>"),
                new Bad("mark of byte order", "\uFEFF" + HEAD + "mx: a.example\nmax_age: 5\n"),
                new Bad("too long", HEAD + "mx: a.example\nmax_age: 5\nx: " + "x".repeat(65_536)),
                new Bad("too many hosts", HEAD + "mx: a.example\n".repeat(1001) + "max_age: 5\n"));
    }

    @ParameterizedTest
    @MethodSource
    void bad(Bad row) {
        assertThatThrownBy(() -> parse(row.text()))
                .isInstanceOfSatisfying(
                        SyntaxException.class,
                        e -> assertThat(e.position()).isBetween(0, row.text().length()));
    }

    @Test
    void notUtf8() {
        assertThatThrownBy(() -> MtaStsPolicyParser.parse(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com, mail.example.com, true",
        "mail.example.com, MAIL.Example.COM., true",
        "mail.example.com, example.com, false",
        "mail.example.com, a.mail.example.com, false",
        "*.example.com, mail.example.com, true",
        "*.example.com, MAIL.EXAMPLE.COM, true",
        "*.example.com, example.com, false",
        "*.example.com, a.mail.example.com, false",
        "*.example.com, mail.example.com.evil.example, false",
        "*.example.com, .example.com, false",
        "*.example.com, mailexample.com, false",
        "*.mail.example.com, a.mail.example.com, true",
        "*.com, example.com, true"
    })
    void hosts(String pattern, String host, boolean named) {
        var policy = new MtaStsPolicy(MtaStsPolicy.Mode.ENFORCE, List.of("other.test", pattern), Duration.ofDays(1));
        assertThat(policy.names(host)).isEqualTo(named);
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("policies") MtaStsPolicy policy) throws SyntaxException {
        assertThat(parse(policy.text())).isEqualTo(policy);
    }

    @Provide
    static Arbitrary<MtaStsPolicy> policies() {
        var host = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(63);
        var pattern = Combinators.combine(Arbitraries.of("", "*."), host).as((star, h) -> star + h + ".example");
        return Combinators.combine(
                        Arbitraries.of(MtaStsPolicy.Mode.class),
                        pattern.list().ofMinSize(1).ofMaxSize(20),
                        Arbitraries.longs().between(0, MtaStsPolicy.MAX_AGE.toSeconds()))
                .as((mode, mx, age) -> new MtaStsPolicy(mode, mx, Duration.ofSeconds(age)));
    }
}

package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalizationTest {
    // RFC 6376 §3.4.5 and the edges of §3.4.3, §3.4.4; line ends are written ~, tabs ^, spaces _
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example, relaxed|RELAXED|_C_~D_^_E~~~|_C~D_E~",
                "example, simple|SIMPLE|_C_~D_^_E~~~|_C_~D_^_E~",
                "empty, relaxed|RELAXED|''|''",
                "empty, simple|SIMPLE|''|~",
                "only line ends, relaxed|RELAXED|~~~|''",
                "only line ends, simple|SIMPLE|~~~|~",
                "only spaces, relaxed|RELAXED|_^_~_|''",
                "only spaces, simple|SIMPLE|_~|_~",
                "no last line end|RELAXED|a|a~",
                "no last line end, simple|SIMPLE|a|a~",
                "spaces at the very end|RELAXED|a_^|a~",
                "empty line inside|RELAXED|a~~b~|a~~b~",
                "line of spaces inside|RELAXED|a~_^~b~|a~~b~",
            })
    void bodies(String name, Canonicalization kind, String input, String expected) throws IOException {
        byte[] canonical = CanonicalizationFuzzTest.body(kind, Tests.ascii(text(input)), 3);
        assertThat(new String(canonical, StandardCharsets.ISO_8859_1)).as(name).isEqualTo(text(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example|RELAXED|A:_X~|a:X~",
                "folded|RELAXED|B_:_Y^~^Z__~|b:Y_Z~",
                "simple|SIMPLE|B_:_Y^~^Z__~|B_:_Y^~^Z__~",
                "empty value|RELAXED|Subject:_~|subject:~",
                "no line end|RELAXED|a:b|a:b~",
            })
    void fields(String name, Canonicalization kind, String input, String expected) {
        assertThat(new String(kind.header(Tests.ascii(text(input))), StandardCharsets.ISO_8859_1))
                .as(name)
                .isEqualTo(text(expected));
    }

    private static String text(String written) {
        return written.replace("~", "\r\n").replace('^', '\t').replace('_', ' ');
    }

    @Property(tries = 300)
    void relaxedIsIdempotentInAnyPieces(@ForAll("bodies") String body, @ForAll Canonicalization kind)
            throws IOException {
        byte[] octets = Tests.ascii(body);
        byte[] whole = CanonicalizationFuzzTest.body(kind, octets, octets.length + 1);
        for (int piece = 1; piece < 9; piece++) {
            assertThat(CanonicalizationFuzzTest.body(kind, octets, piece)).isEqualTo(whole);
        }
        assertThat(CanonicalizationFuzzTest.body(kind, whole, 5)).isEqualTo(whole);
    }

    @Property(tries = 2000)
    void aBodyIsWhatTheRulesSayOneByOne(
            @ForAll("bodies") String body,
            @ForAll Canonicalization kind,
            @ForAll @IntRange(min = 1, max = 70) int piece)
            throws IOException {
        byte[] canonical = CanonicalizationFuzzTest.body(kind, Tests.ascii(body), piece);
        assertThat(new String(canonical, StandardCharsets.ISO_8859_1)).isEqualTo(bodyByRules(body, kind));
    }

    /** RFC 6376 §3.4.3 and §3.4.4, step after step over the whole. */
    private static String bodyByRules(String body, Canonicalization kind) {
        String text = body.replaceAll("(?<!\r)\n", "\r\n");
        if (kind == Canonicalization.RELAXED) {
            text = text.replaceAll("[ \t]+(?=\r\n|\\z)", "").replaceAll("[ \t]+", " ");
        }
        while (text.endsWith("\r\n")) {
            text = text.substring(0, text.length() - 2);
        }
        return text.isEmpty() && kind == Canonicalization.RELAXED ? "" : text + "\r\n";
    }

    @Property(tries = 2000)
    void aFieldIsWhatTheRulesSayOneByOne(@ForAll("values") String value, @ForAll("spaces") String before) {
        String field = "Subject" + before + ":" + value + "\r\n";
        String unfolded = value.replaceAll("\r?\n", "");
        String relaxed = "subject:" + unfolded.replaceAll("[ \t]+", " ").replaceAll("^ | $", "") + "\r\n";
        assertThat(new String(Canonicalization.RELAXED.header(Tests.ascii(field)), StandardCharsets.ISO_8859_1))
                .isEqualTo(relaxed);
        assertThat(new String(Canonicalization.SIMPLE.header(Tests.ascii(field)), StandardCharsets.ISO_8859_1))
                .isEqualTo(field.replaceAll("(?<!\r)\n", "\r\n"));
    }

    /** Folded values: line ends have white space behind them. */
    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of("a", "B", " ", "\t", "\r\n ", "\n\t", "\r", ":", "c")
                .list()
                .ofMaxSize(20)
                .map(l -> String.join("", l))
                .filter(v -> !v.endsWith("\r"));
    }

    @Provide
    Arbitrary<String> spaces() {
        return Arbitraries.strings().withChars(" \t").ofMaxLength(2);
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of("a", "b", "word", " ", " ", "\t", "\r\n", "\r\n", "\n", "\r")
                .list()
                .ofMaxSize(60)
                .map(l -> String.join("", l));
    }
}

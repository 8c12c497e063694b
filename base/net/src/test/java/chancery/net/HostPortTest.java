package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "mx.example, mx.example:25",
        "mx.example:2525, mx.example:2525",
        "192.0.2.1:53, 192.0.2.1:53",
        "[2001:db8::1]:53, [2001:db8::1]:53",
        "[2001:db8::1], [2001:db8::1]:25",
        "2001:db8::1, [2001:db8::1]:25"
    })
    void reads(String text, String expected) throws SyntaxException {
        assertThat(HostPort.parse(text, 25)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":25", "a:", "a:0", "a:65536", "a:x", "[::1", "[::1]x", "a b:25", "a:99999999999"})
    void refuses(String text) {
        assertThatThrownBy(() -> HostPort.parse(text, 25)).isInstanceOf(SyntaxException.class);
    }
}

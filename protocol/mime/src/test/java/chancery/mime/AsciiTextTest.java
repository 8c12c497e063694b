package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiTextTest {
    private static final byte[] OCTETS = "..Dear all, the findings.  ".getBytes(StandardCharsets.US_ASCII);
    private static final AsciiText TEXT = new AsciiText(OCTETS, 2, 25);

    @Test
    void readsLikeAString() {
        String same = "Dear all, the findings.";
        assertThat(TEXT).hasToString(same).hasSameSizeAs(same);
        assertThat(TEXT.subSequence(5, 8)).hasToString("all");
        assertThat(TEXT.charAt(22)).isEqualTo('.');
        char[] into = "------".toCharArray();
        TEXT.getChars(5, 8, into, 2);
        assertThat(into).containsExactly('-', '-', 'a', 'l', 'l', '-');
    }

    @Test
    void endsWhereItEnds() {
        assertThatThrownBy(() -> TEXT.charAt(23)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TEXT.charAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TEXT.subSequence(0, 24)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TEXT.getChars(20, 24, new char[9], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TEXT.getChars(0, 4, new char[3], 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "us-ascii", "utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "no-such-charset"})
    void anAsciiBodyIsReadWhereItLies(String charset) throws Exception {
        assertThat(texts(charset, "plain text")).singleElement().isInstanceOf(AsciiText.class);
        assertThat(texts(charset, "plain text").getFirst()).hasToString("plain text");
    }

    /** Octets that look like ASCII and are not. */
    @ParameterizedTest
    @CsvSource({"utf-7, +AGEAYg-, ab", "iso-2022-jp, =\u001b$B$\"\u001b(B, =\u3042", "utf-16, abcd, \u6162\u6364"})
    void otherCharsetsAreDecoded(String charset, String body, String text) throws Exception {
        assertThat(texts(charset, body).getFirst()).isInstanceOf(String.class).isEqualTo(text);
    }

    private static List<CharSequence> texts(String charset, String body) throws Exception {
        String header = charset.isEmpty() ? "Subject: x" : "Content-Type: text/plain; charset=" + charset;
        byte[] octets = (header + "\r\n\r\n" + body + "beyond").getBytes(StandardCharsets.ISO_8859_1);
        return MessageParser.parse(MimeSource.of(octets, octets.length - "beyond".length()), MimeLimits.STANDARD)
                .searchableTexts(1000);
    }
}

package chancery.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderIntakeTest {
    private static final String MARK = "Mark: 1\r\n";

    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();

    private HeaderIntake intake(int limit) {
        return new HeaderIntake(limit, HeaderIntakeTest::marked, passed);
    }

    private static byte[] marked(byte[] header) {
        return Letters.octets(MARK + text(header));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.US_ASCII);
    }

    private static String unescaped(String text) {
        return text.replace("|", "\r\n").replace("^", "\r").replace("_", "\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ordinary, 'A: 1|B: 2||', 'body|'",
        "body with an empty line, 'A: 1||', 'one||two||'",
        "empty header section, '|', 'body|'",
        "empty body, 'A: 1||', ''",
        "no empty line, 'A: 1|B: 2|', ''",
        "no line end, 'A: 1', ''",
        "nothing at all, '', ''",
        "bare line feeds end nothing, 'A: 1__B: 2||', 'x'",
        "bare carriage returns end nothing, 'A: 1^^|B: 2|^|', ''",
        "carriage return before an empty line, 'A: 1^||', 'x'"
    })
    void splitsAtTheFirstEmptyLineWhereverTheChunksEnd(String name, String header, String body) throws IOException {
        String content = unescaped(header + body);
        for (int cut = 0; cut <= content.length(); cut++) {
            for (int second = cut; second <= content.length(); second++) {
                passed.reset();
                HeaderIntake intake = intake(1000);
                byte[] octets = Letters.octets(content);
                intake.write(octets, 0, cut);
                intake.write(octets, cut, second - cut);
                intake.write(octets, second, octets.length - second);
                intake.end();
                String where = name + " cut at " + cut + " and " + second;
                assertEquals(unescaped(header), text(intake.received()), where);
                assertEquals(MARK + content, passed.toString(StandardCharsets.US_ASCII), where);
            }
        }
    }

    @Test
    void splitsOctetByOctet() throws IOException {
        HeaderIntake intake = intake(1000);
        for (byte octet : Letters.octets("A: 1\r\n\r\nbody\r\n")) {
            intake.write(octet);
        }
        intake.end();
        assertEquals("A: 1\r\n\r\n", text(intake.received()));
        assertEquals(MARK + "A: 1\r\n\r\nbody\r\n", passed.toString(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest(name = "{1}-octet chunks, limit {0}: too large {2}")
    @CsvSource({"8, 100, false", "8, 1, false", "7, 100, true", "7, 1, true", "0, 3, true"})
    void keepsNothingOfAHeaderSectionBeyondItsLimit(int limit, int chunk, boolean tooLarge) throws IOException {
        byte[] octets = Letters.octets("A: 1\r\n\r\n" + "a body beyond every limit\r\n".repeat(10));
        HeaderIntake intake = intake(limit);
        for (int at = 0; at < octets.length; at += chunk) {
            intake.write(octets, at, Math.min(chunk, octets.length - at));
        }
        intake.end();
        assertEquals(tooLarge, intake.tooLarge());
        assertEquals(tooLarge, passed.size() == 0);
    }

    @Test
    void aBodyIsNotMeasuredAgainstTheHeaderLimit() throws IOException {
        HeaderIntake intake = intake(10);
        intake.write(Letters.octets("A: 1\r\n\r\n"));
        intake.write(new byte[100_000]);
        intake.end();
        assertFalse(intake.tooLarge());
        assertTrue(passed.size() > 100_000);
    }
}

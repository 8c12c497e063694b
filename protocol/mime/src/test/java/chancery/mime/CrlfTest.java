package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Line ends as mail has them, however the octets come and are asked for. */
class CrlfTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "a\\nb, a\\r\\nb",
        "a\\r\\nb, a\\r\\nb",
        "a\\rb, a\\rb",
        "a\\r\\r\\nb, a\\r\\r\\nb",
        "\\n\\n, \\r\\n\\r\\n",
        "\\r, \\r",
        "\\n\\r, \\r\\n\\r",
        "12345678\\n12345678, 12345678\\r\\n12345678",
        "1234567\\r\\n1234567\\n, 1234567\\r\\n1234567\\r\\n"
    })
    void lines(String given, String expected) throws IOException {
        byte[] octets = octets(given.translateEscapes());

        assertThat(written(octets, new Random(1))).isEqualTo(octets(expected.translateEscapes()));
        assertThat(read(octets, new Random(1))).isEqualTo(octets(expected.translateEscapes()));
    }

    @Property(tries = 2_000)
    void bothWaysAgreeWithTheRule(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = random.nextInt(200); i > 0; i--) {
            text.append("\r\n\n\u000babcdefgh\u00e4".charAt(random.nextInt(13)));
        }
        byte[] octets = octets(text.toString());
        byte[] expected = octets(text.toString().replaceAll("(?<!\r)\n", "\r\n"));

        assertThat(written(octets, random)).isEqualTo(expected);
        assertThat(read(octets, random)).isEqualTo(expected);
        assertThat(handedOn(octets, random.nextInt(2) * 3)).isEqualTo(expected);
    }

    @Property(tries = 20)
    void alsoWhenThereIsMoreThanABlock(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        String text = "a line\n".repeat(9_000 + random.nextInt(2_000)) + "x".repeat(70_000) + "\nlast\r\n";
        byte[] expected = octets(text.replaceAll("(?<!\r)\n", "\r\n"));

        assertThat(written(octets(text), random)).isEqualTo(expected);
        try (InputStream in = new CrlfSource(MimeSource.of(octets(text))).open()) {
            assertThat(in.readAllBytes()).isEqualTo(expected);
        }
        assertThat(handedOn(octets(text), 0)).isEqualTo(expected);
        assertThat(handedOn(octets(text), 1 + random.nextInt(100))).isEqualTo(expected);
    }

    @Property(tries = 500)
    void oneBareFeedAmongMailLines(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = random.nextInt(800); i >= 0; i--) {
            text.append("x".repeat(random.nextInt(100))).append("\r\n");
        }
        byte[] mail = octets(text.toString());
        assertThat(handedOn(mail, 0)).isEqualTo(mail);

        text.insert(random.nextInt(text.length() + 1), '\n');
        byte[] changed = octets(text.toString());
        byte[] expected = octets(text.toString().replaceAll("(?<!\r)\n", "\r\n"));
        assertThat(handedOn(changed, 0)).isEqualTo(expected);
        assertThat(written(changed, random)).isEqualTo(expected);
    }

    private static byte[] written(byte[] octets, Random random) throws IOException {
        var out = new ByteArrayOutputStream();
        var crlf = new CrlfOutput(out);
        for (int at = 0; at < octets.length; ) {
            int length = Math.min(octets.length - at, random.nextInt(octets.length + 1));
            crlf.write(octets, at, length);
            at += length;
        }
        return out.toByteArray();
    }

    /** Some octets are read, the others handed on. */
    private static byte[] handedOn(byte[] octets, int read) throws IOException {
        var out = new ByteArrayOutputStream();
        try (InputStream in = new CrlfSource(MimeSource.of(octets)).open()) {
            out.write(in.readNBytes(read));
            int before = out.size();
            assertThat(in.transferTo(out)).isEqualTo(out.size() - before);
        }
        return out.toByteArray();
    }

    /** From a stream that gives out a few octets at a time, by reads of any length. */
    private static byte[] read(byte[] octets, Random random) throws IOException {
        MimeSource dripping = () -> new FilterInputStream(new ByteArrayInputStream(octets)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(9)));
            }
        };
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[12];
        try (InputStream in = new CrlfSource(dripping).open()) {
            int count = 0;
            while (count >= 0) {
                out.write(buffer, 0, count);
                count = in.read(buffer, 0, 1 + random.nextInt(buffer.length));
            }
        }
        return out.toByteArray();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

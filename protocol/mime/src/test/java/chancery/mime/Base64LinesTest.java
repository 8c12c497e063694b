package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of base64 are those of the platform, however the octets come. */
class Base64LinesTest {
    @Property(tries = 300)
    void asThePlatformWritesThem(
            @ForAll @IntRange(max = 30_000) int size,
            @ForAll @IntRange(min = 1, max = 19) int groups,
            @ForAll long seed)
            throws IOException {
        var random = new Random(seed);
        byte[] octets = new byte[size];
        random.nextBytes(octets);
        var out = new ByteArrayOutputStream();
        try (var lines = new Base64Lines(out, 4 * groups)) {
            int at = 0;
            while (at < size) {
                int count = Math.min(size - at, random.nextInt(9_000));
                lines.write(octets, at, count);
                at += count;
                if (at < size) {
                    lines.write(octets[at++]);
                }
            }
        }
        String expected =
                Base64.getMimeEncoder(4 * groups, new byte[] {'\r', '\n'}).encodeToString(octets);
        assertThat(out.toString()).isEqualTo(size == 0 ? "" : expected + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -4, 63, 80})
    void linesThatCannotBe(int line) {
        assertThatThrownBy(() -> new Base64Lines(OutputStream.nullOutputStream(), line))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

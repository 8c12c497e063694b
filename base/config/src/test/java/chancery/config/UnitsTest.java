package chancery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"0B", "1B", "1023B", "1KB", "150MB", "2GB", "1025KB"})
    void sizesAreWrittenAsRead(String text) {
        assertThat(DataSize.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"250ms", "30s", "5m", "4h", "5d", "1h 30m", "1s 1ms", "0s"})
    void durationsAreWrittenAsRead(String text) {
        assertThat(DurationText.write(DurationText.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 x", "-5m", "5m!", "1h and 3m"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> DurationText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":25", "host:99999", "::1:25", "a b:25", "[x]:25", "host:-1"})
    void refusesWhatIsNoHostPort(String text) {
        assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostPortIsWrittenAsRead() {
        assertThat(HostPort.parse("[2001:db8::1]:25")).hasToString("[2001:db8::1]:25");
        assertThat(HostPort.parse("mail.example:25")).isEqualTo(new HostPort("mail.example", 25));
        assertThat(DurationText.parse("90s")).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void nearestNameIsASlipNotAGuess() {
        var known = List.of("routes", "trust", "helo", "per-destination");
        assertThat(NearestName.of("rotues", known)).contains("routes");
        assertThat(NearestName.of("per_destination", known)).contains("per-destination");
        assertThat(NearestName.of("hello", known)).contains("helo");
        assertThat(NearestName.of("completely-else", known)).isEmpty();
    }

    /** Held against the whole matrix, which the search does not fill. */
    @Test
    void nearestNameFindsEverySlip() {
        var random = new Random(7);
        int found = 0;
        for (int n = 0; n < 50_000; n++) {
            String typed = word(random);
            String name = word(random);
            boolean word = typed.length() > 3 && !name.isEmpty() && (name.startsWith(typed) || typed.startsWith(name));
            boolean slip = edits(typed, name) <= Math.max(2, typed.length() / 3);
            assertThat(NearestName.of(typed, List.of(name)).isPresent())
                    .as("%s for %s", typed, name)
                    .isEqualTo(word || slip);
            found += slip ? 1 : 0;
        }
        assertThat(found).isBetween(5_000, 40_000);
        assertThat(NearestName.of("x".repeat(1 << 20), List.of("routes", "trust")))
                .isEmpty();
    }

    private static String word(Random random) {
        return random.ints(random.nextInt(10), 'a', 'd')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static int edits(String a, String b) {
        int[][] cells = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cells[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                int least = Math.min(cells[i - 1][j], cells[i][j - 1]) + 1;
                least = Math.min(least, cells[i - 1][j - 1] + (same ? 0 : 1));
                cells[i][j] = swapped ? Math.min(least, cells[i - 2][j - 2] + 1) : least;
            }
        }
        return cells[a.length()][b.length()];
    }
}

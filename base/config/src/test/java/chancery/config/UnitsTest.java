package chancery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
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
}

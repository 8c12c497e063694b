package chancery.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacedUploadTest {
    private long now = 77;

    /** Octets without end, each taking its time. */
    private InputStream sender(long nanosecondsPerOctet) {
        return new InputStream() {
            @Override
            public int read() {
                now += nanosecondsPerOctet;
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                now += nanosecondsPerOctet * length;
                return length;
            }
        };
    }

    private double secondsUntilCut(long octetsPerSecond, long largest) {
        long begun = now;
        PacedUpload upload = new PacedUpload(sender(1_000_000_000 / octetsPerSecond), largest, () -> now);
        assertThatThrownBy(() -> {
                    while (true) {
                        upload.skipNBytes(1);
                        upload.read(new byte[64]);
                        upload.read();
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(upload.isTooSlow()).isTrue();
        return (now - begun) / 1e9;
    }

    @Test
    void aDribbleEndsSoon() {
        assertThat(secondsUntilCut(1, 50_000_000)).isBetween(30.0, 120.0);
        assertThat(secondsUntilCut(1_000, 50_000_000)).isBetween(55.0, 65.0);
    }

    @Test
    void aSlowLineHasTimeForTheLargestAnswerButNotForEver() {
        assertThat(secondsUntilCut(60_000, 50_000_000)).isBetween(50_000_000 / 60_000.0, 2_000.0);
        assertThat(secondsUntilCut(2_500, 1_000_000)).isBetween(900.0, 1_000.0);
    }

    @Test
    void placesAreFewForOneAndComeBack() {
        UploadPlaces places = new UploadPlaces();
        UploadPlaces.Place first = places.take("a").orElseThrow();
        assertThat(places.take("a")).isPresent();
        assertThat(places.take("a")).isEmpty();
        assertThat(places.take("b")).isPresent();
        first.close();
        Optional<UploadPlaces.Place> again = places.take("a");
        assertThat(again).isPresent();
        for (int i = 3; i < UploadPlaces.OF_ALL; i++) {
            assertThat(places.take("guest" + i)).isPresent();
        }
        assertThat(places.take("late")).isEmpty();
        again.orElseThrow().close();
        assertThat(places.take("late")).isPresent();
    }
}

package chancery.spool;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final TenantId ONE = new TenantId(new UUID(0, 1));
    private static final TenantId OTHER = new TenantId(new UUID(0, 2));

    private final List<LeasedEntry> started = new ArrayList<>();
    private final Destinations destinations = new Destinations(SpoolConfig.BackOff.DEFAULT, new Random(1));

    private Lanes lanes(int running, int perDestination, int waiting, int waitingPerDestination, double share) {
        var limits = new SpoolConfig.Limits(
                running, perDestination, waiting, waitingPerDestination, 1000, share, Duration.ofMinutes(1));
        return new Lanes(limits, destinations, started::add);
    }

    private static LeasedEntry to(String destination) {
        return entry(destination, ONE, 10);
    }

    private static LeasedEntry entry(String destination, TenantId tenant, long octets) {
        return TimetableTest.leased(
                Schedule.startingAt(NOW, Duration.ofDays(5)), EntryState.QUEUED, destination, tenant, octets);
    }

    @Test
    void aDestinationRunsUpToItsLimitThenWaitsThenIsRefused() {
        Lanes lanes = lanes(10, 2, 10, 1, 1);
        assertThat(lanes.admit(to("a"))).isTrue();
        assertThat(lanes.admit(to("a"))).isTrue();
        assertThat(lanes.admit(to("a"))).isTrue();
        assertThat(lanes.admit(to("a"))).isFalse();
        assertThat(started).hasSize(2);
        assertThat(lanes.waiting()).isEqualTo(1);
        assertThat(lanes.admit(to("b")))
                .as("another destination is not held up")
                .isTrue();
        assertThat(started).hasSize(3);
        lanes.ended(started.getFirst());
        assertThat(started).hasSize(4);
        assertThat(lanes.waiting()).isZero();
    }

    @Test
    void destinationsTakeTurnsForScarcePlaces() {
        Lanes lanes = lanes(1, 1, 10, 10, 1);
        for (String destination : List.of("a", "a", "a", "a", "b", "c")) {
            assertThat(lanes.admit(to(destination))).isTrue();
        }
        for (int i = 0; i < 5; i++) {
            lanes.ended(started.getLast());
        }
        assertThat(started).extracting(LeasedEntry::destination).containsExactly("a", "b", "c", "a", "a", "a");
        lanes.ended(started.getLast());
        assertThat(lanes.running()).isZero();
    }

    @Test
    void oneTenantCannotTakeAllPlaces() {
        Lanes lanes = lanes(2, 2, 2, 2, 0.5);
        assertThat(lanes.admit(entry("a", ONE, 1))).isTrue();
        assertThat(lanes.admit(entry("a", ONE, 1))).isTrue();
        assertThat(lanes.admit(entry("b", ONE, 1))).isFalse();
        assertThat(lanes.admit(entry("b", OTHER, 1))).isTrue();
        lanes.ended(started.getFirst());
        assertThat(lanes.admit(entry("b", ONE, 1))).isTrue();
    }

    @Test
    void contentInMemoryIsBounded() {
        Lanes lanes = lanes(10, 10, 10, 10, 1);
        assertThat(lanes.admit(entry("a", ONE, 5000)))
                .as("a lone large one must get through")
                .isTrue();
        assertThat(lanes.admit(entry("a", ONE, 1))).isFalse();
        lanes.ended(started.getFirst());
        assertThat(lanes.admit(entry("a", ONE, 1))).isTrue();
    }

    @Test
    void aRestingDestinationIsTriedByOneAtATime() {
        Lanes lanes = lanes(10, 5, 10, 10, 1);
        destinations.unreachable("a", NOW);
        lanes.admit(to("a"));
        lanes.admit(to("a"));
        lanes.admit(to("a"));
        assertThat(started).hasSize(1);
        destinations.reached("a");
        lanes.ended(started.getFirst());
        assertThat(started).as("all that waited go when someone answers").hasSize(3);
    }

    @Test
    void clearAndCloseGiveBackWhatHasNotBegun() throws InterruptedException {
        Lanes lanes = lanes(1, 1, 10, 10, 1);
        lanes.admit(to("a"));
        lanes.admit(to("a"));
        lanes.admit(to("b"));
        assertThat(lanes.clear("a")).hasSize(1);
        assertThat(lanes.clear("nowhere")).isEmpty();
        assertThat(lanes.close()).hasSize(1);
        assertThat(lanes.admit(to("c"))).isFalse();
        assertThat(lanes.awaitQuiet(1)).isFalse();
        lanes.ended(started.getFirst());
        assertThat(lanes.awaitQuiet(1)).isTrue();
        assertThat(started).hasSize(1);
    }
}

package chancery.spool;

import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Which destinations could not be reached lately. Such a destination rests for a time that doubles with each failure;
 * afterwards one attempt at a time tries the way until one gets through, so that a thousand waiting mails do not mean a
 * thousand connections to a host that is down. Known to this node only: each node sees its own network.
 */
final class Destinations {
    private static final int MOST = 10_000;

    private record Pause(int failures, Instant until) {}

    private final ConcurrentHashMap<String, Pause> pauses = new ConcurrentHashMap<>();
    private final SpoolConfig.BackOff backOff;
    private final RandomGenerator random;

    Destinations(SpoolConfig.BackOff backOff, RandomGenerator random) {
        this.backOff = backOff;
        this.random = random;
    }

    /** The end of the pause, or {@code now} when there is none. */
    Instant openAt(String destination, Instant now) {
        Pause pause = pauses.get(destination);
        return pause == null || pause.until.isBefore(now) ? now : pause.until;
    }

    /** How many attempts may run at once. */
    int limit(String destination, int usual) {
        return pauses.containsKey(destination) ? 1 : usual;
    }

    /** Someone answered. */
    void reached(String destination) {
        pauses.remove(destination);
    }

    /** Nobody answered. Attempts that were under way together count as one failure. */
    void unreachable(String destination, Instant now) {
        if (pauses.size() >= MOST) {
            pauses.values().removeIf(pause -> pause.until.isBefore(now));
        }
        pauses.compute(destination, (name, old) -> {
            if (old != null && old.until.isAfter(now)) {
                return old;
            }
            int failures = old == null ? 1 : old.failures + 1;
            return new Pause(failures, now.plus(backOff.pause(failures, random)));
        });
    }

    int paused() {
        return pauses.size();
    }
}

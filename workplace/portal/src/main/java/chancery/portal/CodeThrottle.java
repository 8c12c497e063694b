package chancery.portal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how many codes one network address asks for, over all mails. Kept in memory only and beside no mail, so that
 * addresses of guests are linked with nothing.
 */
final class CodeThrottle {
    static final Duration WINDOW = Duration.ofMinutes(10);
    // a whole company may stand behind one address
    static final int PER_WINDOW = 120;
    private static final int MOST_ADDRESSES = 50_000;

    private record Count(Instant since, int asked) {}

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Count> counts = new LinkedHashMap<>();

    CodeThrottle(Clock clock) {
        this.clock = clock;
    }

    boolean admits(String address) {
        Instant now = clock.instant();
        String network = network(address);
        lock.lock();
        try {
            Count before = Optional.ofNullable(counts.remove(network))
                    .filter(c -> c.since().plus(WINDOW).isAfter(now))
                    .orElse(new Count(now, 0));
            Count after = new Count(before.since(), before.asked() + 1);
            counts.put(network, after);
            if (counts.size() > MOST_ADDRESSES) {
                counts.remove(counts.keySet().iterator().next());
            }
            return after.asked() <= PER_WINDOW;
        } finally {
            lock.unlock();
        }
    }

    // one customer of a network has a whole /64
    private static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length < 5 ? address : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}

package chancery.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identifiers that sort by their time of birth (RFC 9562 §5.7), so that rows written together lie together. Within one
 * process they also rise within the same millisecond (RFC 9562 §6.2, a counter in {@code rand_a}).
 */
public final class Uuid7 {
    private static final int COUNTER_BITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong();

    private Uuid7() {}

    /** The next identifier; 62 of its bits are random. */
    public static UUID next(Clock clock) {
        long now = clock.millis() << COUNTER_BITS;
        long stamp = LAST.updateAndGet(last -> Math.max(now, last + 1));
        if (stamp - now > 1L << (COUNTER_BITS + 10)) {
            // a clock that went back by more than a second (or a test's clock) is believed rather than outrun
            LAST.set(now);
            stamp = now;
        }
        long millis = stamp >>> COUNTER_BITS;
        long high = (millis << 16) | 0x7000L | (stamp & 0xFFF);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}

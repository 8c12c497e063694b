package chancery.tenancy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Answers that may be a little old, also empty ones; bounded, since what is asked comes from outside. Safe for many
 * threads.
 */
public final class TimedCache<K, V> {
    private record Kept<V>(V value, long until) {}

    private final ConcurrentHashMap<K, Kept<V>> kept = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Duration freshness;
    private final int capacity;

    /** @param capacity when so many answers are kept, all are forgotten */
    public TimedCache(InstantSource clock, Duration freshness, int capacity) {
        this.clock = clock;
        this.freshness = freshness;
        this.capacity = capacity;
    }

    /** The kept answer, or {@code load}'s. Two callers at once may both load. */
    public V get(K key, Function<K, V> load) {
        long now = clock.millis();
        Kept<V> known = kept.get(key);
        if (known != null && now < known.until() && now + freshness.toMillis() >= known.until()) {
            return known.value();
        }
        V value = load.apply(key);
        if (kept.size() >= capacity) {
            kept.clear();
        }
        kept.put(key, new Kept<>(value, now + freshness.toMillis()));
        return value;
    }

    /** Forgets everything, after a change. */
    public void clear() {
        kept.clear();
    }
}

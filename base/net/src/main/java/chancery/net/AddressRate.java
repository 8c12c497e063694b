package chancery.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How often each address comes: a bucket that holds a minute's worth and fills evenly, so that a client that was quiet may
 * come all at once and one that insists gets its share. An IPv6 address counts by its /64.
 */
public final class AddressRate {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int MOST_KEPT = 100_000;

    /** @param fullAt when the bucket will be full again if nobody comes, in nanoseconds of the clock */
    private record Bucket(long fullAt) {}

    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final int perMinute;
    private final LongSupplier nanos;

    /** @param perMinute 0 for no limit */
    public AddressRate(int perMinute) {
        this(perMinute, System::nanoTime);
    }

    AddressRate(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
    }

    /** Counts one more; false when that is too often, which then does not count. */
    public boolean admit(InetAddress address) {
        if (perMinute == 0) {
            return true;
        }
        long now = nanos.getAsLong();
        if (buckets.size() >= MOST_KEPT) {
            buckets.values().removeIf(bucket -> bucket.fullAt - now <= 0);
        }
        boolean[] admitted = {false};
        buckets.compute(key(address), (key, bucket) -> {
            long full = bucket == null || bucket.fullAt - now < 0 ? now : bucket.fullAt;
            long after = full + MINUTE / perMinute;
            admitted[0] = after - now <= MINUTE;
            return new Bucket(admitted[0] ? after : full);
        });
        return admitted[0];
    }

    private static String key(InetAddress address) {
        byte[] octets = address.getAddress();
        // one customer of an access provider has a whole /64
        return HexFormat.of().formatHex(octets.length == 16 ? Arrays.copyOf(octets, 8) : octets);
    }
}

package chancery.net;

import java.time.Duration;

/**
 * How long an answer is waited for and how long and how much is kept.
 *
 * @param tryTimeout for one question to one server
 * @param deadline for one look-up, over all servers, repetitions and the questions of validation
 * @param minTtl an answer is kept at least this long, so that a TTL of 0 costs no look-up per mail
 * @param maxTtl an answer is kept at most this long
 * @param cacheEntries answers kept
 * @param cacheOctets octets of records kept, roughly; large answers push out more of the others
 */
public record DnsBounds(
        Duration tryTimeout, Duration deadline, Duration minTtl, Duration maxTtl, int cacheEntries, long cacheOctets) {
    public DnsBounds {
        boolean positive = tryTimeout.isPositive() && deadline.isPositive() && !minTtl.isNegative();
        if (!positive || maxTtl.compareTo(minTtl) < 0 || cacheEntries < 1 || cacheOctets < 1) {
            throw new IllegalArgumentException("DNS bounds must be positive and minTtl at most maxTtl");
        }
    }

    /** Bounds that suit a server for mail. */
    public static DnsBounds preset() {
        return new DnsBounds(
                Duration.ofSeconds(3),
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofHours(6),
                20_000,
                16 << 20);
    }

    Duration keep(Duration ttl) {
        if (ttl.compareTo(minTtl) < 0) {
            return minTtl;
        }
        return ttl.compareTo(maxTtl) > 0 ? maxTtl : ttl;
    }
}

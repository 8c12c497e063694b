package chancery.spool;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How the queue behaves.
 *
 * @param node name of this node, unique among the nodes of one database and the same after a restart, without #
 * @param lease how long a claimed entry is left alone by others when its node falls silent; renewed at half of it. The
 *     clocks of all nodes must agree far better than this
 * @param poll how often the dispatcher looks for due entries when there is nothing to do
 * @param backOff when to try again
 * @param expiry how long delivery is tried (RFC 5321 §4.5.4.1 asks for at least 4 to 5 days)
 * @param delayWarning after how long the sender is told that the mail still waits
 * @param limits bounds of memory and concurrency
 */
public record SpoolConfig(
        String node,
        Duration lease,
        Duration poll,
        BackOff backOff,
        Duration expiry,
        Duration delayWarning,
        Limits limits) {

    public SpoolConfig {
        if (node.isEmpty() || node.contains("#")) {
            throw new IllegalArgumentException("node name must not be empty or contain #");
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lease shorter than a second");
        }
    }

    /** The defaults for a node. */
    public static SpoolConfig of(String node) {
        return new SpoolConfig(
                node,
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                BackOff.DEFAULT,
                Duration.ofDays(5),
                Duration.ofHours(4),
                Limits.DEFAULT);
    }

    public SpoolConfig withLimits(Limits others) {
        return new SpoolConfig(node, lease, poll, backOff, expiry, delayWarning, others);
    }

    public SpoolConfig withBackOff(BackOff other) {
        return new SpoolConfig(node, lease, poll, other, expiry, delayWarning, limits);
    }

    public SpoolConfig withTimes(Duration newLease, Duration newPoll) {
        return new SpoolConfig(node, newLease, newPoll, backOff, expiry, delayWarning, limits);
    }

    /**
     * Waiting times between attempts.
     *
     * @param steps after the first, second, ... attempt; the last repeats
     * @param jitter share by which a step varies at random, 0 to 1, so that a crowd disperses
     * @param destinationPause first pause of a destination that cannot be reached; doubles up to the last step
     */
    public record BackOff(List<Duration> steps, double jitter, Duration destinationPause) {
        public static final BackOff DEFAULT = new BackOff(
                List.of(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ofHours(4)),
                0.2,
                Duration.ofSeconds(30));

        public BackOff {
            steps = List.copyOf(steps);
            if (steps.isEmpty() || jitter < 0 || jitter > 1) {
                throw new IllegalArgumentException("back-off needs steps and a jitter of 0 to 1");
            }
        }

        /** How long to wait after {@code attempts} (from 1) attempts that ended with a delay. */
        Duration after(int attempts, RandomGenerator random) {
            return jittered(steps.get(Math.clamp(attempts, 1, steps.size()) - 1), random);
        }

        /** How long a destination rests after {@code failures} (from 1) attempts in a row that did not reach it. */
        Duration pause(int failures, RandomGenerator random) {
            Duration doubled = destinationPause.multipliedBy(1L << Math.clamp(failures - 1, 0, 20));
            Duration longest = steps.getLast();
            return jittered(doubled.compareTo(longest) > 0 ? longest : doubled, random);
        }

        private Duration jittered(Duration base, RandomGenerator random) {
            double factor = 1 + jitter * (2 * random.nextDouble() - 1);
            return Duration.ofNanos((long) (base.toNanos() * factor));
        }
    }

    /**
     * Bounds.
     *
     * @param running attempts at once
     * @param perDestination attempts at once for one destination
     * @param waiting entries kept in memory beyond the running ones; the rest waits in the database
     * @param waitingPerDestination the same for one destination
     * @param octets content kept in memory for running and waiting entries
     * @param tenantShare how much of {@code running + waiting} one tenant may take, 0 to 1
     * @param attempt time allowed for one attempt
     */
    public record Limits(
            int running,
            int perDestination,
            int waiting,
            int waitingPerDestination,
            long octets,
            double tenantShare,
            Duration attempt) {
        public static final Limits DEFAULT = new Limits(200, 20, 2000, 1000, 64L << 20, 0.75, Duration.ofMinutes(10));

        int perTenant() {
            return Math.max(1, (int) ((running + waiting) * tenantShare));
        }
    }
}

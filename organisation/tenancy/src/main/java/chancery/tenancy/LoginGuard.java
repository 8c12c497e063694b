package chancery.tenancy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts failed logins in windows of ten minutes: per account and client together, per client, and, far more
 * patiently, per account, so that nobody can easily shut another out of their account. An IPv6 client is its /64.
 * Kept in memory, per node.
 */
final class LoginGuard {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int PER_ACCOUNT_AND_CLIENT = 8;
    private static final int PER_CLIENT = 40;
    private static final int PER_ACCOUNT = 200;
    private static final int CAPACITY = 100_000;

    private record Failures(Instant since, int count) {}

    private final ConcurrentHashMap<String, Failures> failures = new ConcurrentHashMap<>();
    private final InstantSource clock;

    LoginGuard(InstantSource clock) {
        this.clock = clock;
    }

    /** How long to wait; empty when a login may be tried now. */
    Optional<Duration> wait(String account, InetAddress client) {
        Duration longest = Duration.ZERO;
        String from = clientKey(client);
        longest = longer(longest, wait("both " + from + " " + account, PER_ACCOUNT_AND_CLIENT));
        longest = longer(longest, wait("client " + from, PER_CLIENT));
        longest = longer(longest, wait("account " + account, PER_ACCOUNT));
        return longest.isZero() ? Optional.empty() : Optional.of(longest);
    }

    void failed(String account, InetAddress client) {
        if (failures.size() > CAPACITY) {
            Instant now = clock.instant();
            failures.values().removeIf(f -> isOver(f, now));
        }
        String from = clientKey(client);
        count("both " + from + " " + account);
        count("client " + from);
        count("account " + account);
    }

    void succeeded(String account, InetAddress client) {
        failures.remove("both " + clientKey(client) + " " + account);
    }

    private Duration wait(String key, int allowed) {
        Failures known = failures.get(key);
        Instant now = clock.instant();
        if (known == null || known.count() < allowed || isOver(known, now)) {
            return Duration.ZERO;
        }
        return Duration.between(now, known.since().plus(WINDOW));
    }

    private void count(String key) {
        Instant now = clock.instant();
        failures.compute(
                key,
                (k, known) -> known == null || isOver(known, now)
                        ? new Failures(now, 1)
                        : new Failures(known.since(), known.count() + 1));
    }

    private static boolean isOver(Failures failures, Instant now) {
        return !now.isBefore(failures.since().plus(WINDOW));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static String clientKey(InetAddress client) {
        byte[] octets = client.getAddress();
        return HexFormat.of().formatHex(client instanceof Inet6Address ? Arrays.copyOf(octets, 8) : octets);
    }
}

package chancery.outbound;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What this node knows about addresses: which did not answer lately, so that not every mail waits for them in vain
 * before it goes to the next, and how many connections each of them has.
 */
final class HopMemory {
    private static final Duration SILENT_FOR = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final int connectionsPerAddress;
    private final Map<InetSocketAddress, Instant> silent = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Semaphore> connections = new ConcurrentHashMap<>();

    HopMemory(InstantSource clock, int connectionsPerAddress) {
        this.clock = clock;
        this.connectionsPerAddress = connectionsPerAddress;
    }

    void didNotAnswer(InetSocketAddress address) {
        if (silent.size() >= MOST_ADDRESSES) {
            var now = clock.instant();
            silent.values().removeIf(until -> until.isBefore(now));
        }
        if (silent.size() < MOST_ADDRESSES) {
            silent.put(address, clock.instant().plus(SILENT_FOR));
        }
    }

    void answered(InetSocketAddress address) {
        silent.remove(address);
    }

    boolean isSilent(InetSocketAddress address) {
        Instant until = silent.get(address);
        return until != null && clock.instant().isBefore(until);
    }

    /** A place among the connections to an address, to be released by the caller; empty when none comes free in time. */
    Optional<Semaphore> enter(InetSocketAddress address, Duration within) {
        if (connections.size() >= MOST_ADDRESSES) {
            connections.values().removeIf(s -> s.availablePermits() == connectionsPerAddress);
        }
        var places = connections.computeIfAbsent(address, a -> new Semaphore(connectionsPerAddress, true));
        try {
            boolean entered = places.tryAcquire(Math.max(0, within.toMillis()), TimeUnit.MILLISECONDS);
            return entered ? Optional.of(places) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

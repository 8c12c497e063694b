package chancery.store;

import chancery.mail.FaultException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whose turn it is to have a connection. Many more threads work than there are connections; at a peak they wait in order as
 * long as the database works, and are sent away at once while it does not.
 */
final class Turns {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration AWAY = Duration.ofSeconds(1);

    private final Semaphore free;
    private final AtomicLong answeredAt;
    private final AtomicLong awayAt;

    /** @param connections of the pool */
    Turns(int connections) {
        this.free = new Semaphore(connections, true);
        // as if both had been long ago
        this.answeredAt = new AtomicLong(System.nanoTime() - TimeUnit.HOURS.toNanos(1));
        this.awayAt = new AtomicLong(System.nanoTime() - TimeUnit.HOURS.toNanos(1));
    }

    /** Blocks until it is the caller's turn, which ends with {@link #end}. */
    void await() {
        long begin = System.nanoTime();
        try {
            while (!free.tryAcquire(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                long now = System.nanoTime();
                boolean away = now - awayAt.get() < AWAY.toNanos() && awayAt.get() - answeredAt.get() > 0;
                if (away || now - begin > LONGEST.toNanos()) {
                    throw new FaultException(
                            StoreError.DATABASE_UNREACHABLE, away ? "the database is away" : "no connection came free");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(StoreError.DATABASE_UNREACHABLE, e);
        }
    }

    void end() {
        free.release();
    }

    /** A transaction succeeded. */
    void answered() {
        answeredAt.set(System.nanoTime());
    }

    boolean answeredWithin(Duration time) {
        return System.nanoTime() - answeredAt.get() < time.toNanos();
    }

    /** Remembers a database that is away; returns the fault. */
    FaultException noted(FaultException fault) {
        if (fault.code() == StoreError.DATABASE_UNREACHABLE) {
            awayAt.set(System.nanoTime());
        }
        return fault;
    }
}

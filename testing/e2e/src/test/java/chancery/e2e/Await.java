package chancery.e2e;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens in another process; nothing can wake us there, so it looks often. */
final class Await {
    private Await() {}

    /** True as soon as {@code met}; false when {@code patience} is over. */
    static boolean met(Duration patience, BooleanSupplier met) {
        long end = System.nanoTime() + patience.toNanos();
        while (!met.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(Duration.ofMillis(5));
        }
        return true;
    }

    /** Fails the test when it does not happen. */
    static void until(Duration patience, String what, BooleanSupplier met) {
        if (!met(patience, met)) {
            throw new AssertionError("not within " + patience.toMillis() + " ms: " + what);
        }
    }

    /** For a load that shall go on for a time, and for clients that come back later. */
    static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

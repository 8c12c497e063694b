package chancery.store;

import java.io.InterruptedIOException;
import java.time.Duration;

/** A wait that ends with an I/O error when the thread is interrupted. */
final class Pause {
    private Pause() {}

    static void of(Duration time) throws InterruptedIOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}

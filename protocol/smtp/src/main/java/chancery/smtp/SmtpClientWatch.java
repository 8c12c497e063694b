package chancery.smtp;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes the connection when writing a large content takes too long: a socket bounds reads, never writes, and a server
 * that stops reading would hold the thread for ever. A small content always fits into the socket's buffer.
 */
final class SmtpClientWatch implements AutoCloseable {
    private static final long LARGE = 64 * 1024;
    // the slowest server that is still served, in octets per second, beyond the time of one block
    private static final long SLOWEST = 1024;

    private final CountDownLatch done = new CountDownLatch(1);

    private SmtpClientWatch() {}

    static SmtpClientWatch over(SmtpClientChannel channel, long size, SmtpClientConfig.Timeouts time) {
        var watch = new SmtpClientWatch();
        if (size <= LARGE) {
            return watch;
        }
        var most = time.dataBlock().plusSeconds(size / SLOWEST);
        Duration left = channel.timeLeft();
        long millis = Math.min(most.toMillis(), left.toMillis());
        Thread.ofVirtual().name("smtp-write-watch").start(() -> watch.await(channel, millis));
        return watch;
    }

    private void await(SmtpClientChannel channel, long millis) {
        try {
            if (!done.await(millis, TimeUnit.MILLISECONDS)) {
                channel.abort();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}

package chancery.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C an interrupt of the command's thread, at whatever point it is, and lets the process end only when the
 * command has put away what it had started: a database must not be left running.
 */
final class Stopping implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Thread command = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt);

    private Stopping() {}

    /** From now until it is closed. */
    static Stopping begin() {
        var stopping = new Stopping();
        Runtime.getRuntime().addShutdownHook(stopping.hook);
        return stopping;
    }

    private void interrupt() {
        command.interrupt();
        try {
            boolean ended = over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                System.err.println("chancery: not everything could be stopped in a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the process is told to stop. */
    static void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // that is what was waited for
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook has seen that we are done
        }
    }
}

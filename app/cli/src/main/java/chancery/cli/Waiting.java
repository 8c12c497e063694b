package chancery.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A line on the terminal with what takes its time and the seconds, after the first; gone when it is over. */
final class Waiting implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    private Waiting(String what, PrintStream terminal) {
        thread = Thread.ofPlatform().daemon().name("waiting").unstarted(() -> show(what, terminal));
    }

    /** Shows nothing where there is no terminal. */
    static Waiting on(String what) {
        var waiting = new Waiting(what, System.err);
        if (isTerminal()) {
            waiting.thread.start();
        }
        return waiting;
    }

    static Waiting on(String what, PrintStream terminal) {
        var waiting = new Waiting(what, terminal);
        waiting.thread.start();
        return waiting;
    }

    /** Something that takes its time and asks the person nothing. */
    interface Work<T> {
        T done() throws IOException;
    }

    static <T> T during(String what, Work<T> work) throws IOException {
        try (var _ = on(what)) {
            return work.done();
        }
    }

    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private void show(String what, PrintStream terminal) {
        try {
            for (int seconds = 1; !over.await(1, TimeUnit.SECONDS); seconds++) {
                terminal.print("\r" + what + " (" + seconds + " s)");
                terminal.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.print("\r\033[K");
        terminal.flush();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package chancery.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Says how far long work has come, every few seconds and not more often. */
final class Progress {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final String what;
    private final int all;
    private final AtomicLong next = new AtomicLong(System.nanoTime() + EVERY.toNanos());

    /** @param what of which {@code all} are to be done, as a word in the plural */
    Progress(PrintWriter out, String what, int all) {
        this.out = out;
        this.what = what;
        this.all = all;
    }

    void done(int count) {
        long due = next.get();
        long now = System.nanoTime();
        if (now > due && next.compareAndSet(due, now + EVERY.toNanos())) {
            out.println("  " + count + " of " + all + " " + what);
            out.flush();
        }
    }
}

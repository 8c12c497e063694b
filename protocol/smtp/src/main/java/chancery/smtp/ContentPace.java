package chancery.smtp;

import java.io.IOException;

/** Keeps slow senders from holding a session: bounds silence, the whole time and the average rate of one content. */
final class ContentPace {
    private final SmtpLimits.Patience patience;
    private final SessionWatch watch;
    private final long start = System.nanoTime();

    ContentPace(SmtpLimits.Patience patience, SessionWatch watch) {
        this.patience = patience;
        this.watch = watch;
    }

    /** Before a read. While a refused content is drained the answer is known, and the client gets little time for the rest. */
    void expect(ContentIntake intake) {
        if (intake.refused()) {
            watch.expect(patience.drain().toNanos(), Replies.line(intake.refusal()));
        } else {
            long left = patience.content().toNanos() - (System.nanoTime() - start);
            watch.expect(Math.min(patience.block().toNanos(), left), Replies.TOO_SLOW_LINE);
        }
    }

    /** After a read. */
    void check(ContentIntake intake) throws IOException {
        long elapsed = System.nanoTime() - start;
        boolean overdue = elapsed > patience.content().toNanos();
        boolean slow = elapsed > patience.rateAfter().toNanos()
                && intake.octets() < patience.minimumRate() * (elapsed / 1_000_000) / 1_000;
        if (overdue || slow) {
            throw new TooSlowException();
        }
    }

    /** The sender is cut off. */
    static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}

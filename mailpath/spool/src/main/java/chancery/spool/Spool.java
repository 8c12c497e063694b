package chancery.spool;

import chancery.audit.AuditLog;
import chancery.store.ContentVault;
import chancery.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One node's side of the durable queue: takes mails, has them tried, keeps what is to be tried later. Any number of
 * nodes with different names share one database.
 *
 * <p>Nothing has to be done about a database that goes away: {@link #accept} throws until it is back, results of
 * attempts wait in memory, everything goes on by itself.
 */
public final class Spool {
    private final Database database;
    private final Clock clock;
    private final Destinations destinations;
    private final Committer committer;
    private final Attempts attempts;
    private final Dispatcher dispatcher;

    /** Does nothing until {@link #start}. {@code random} disperses retries and names this life of the node. */
    public Spool(
            Database database,
            ContentVault vault,
            AuditLog audit,
            AttemptRunner runner,
            SpoolConfig config,
            Clock clock,
            RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        String lessee = config.node() + "#" + Long.toHexString(random.nextLong());
        var timetable = new Timetable(config, random);
        this.destinations = new Destinations(config.backOff(), random);
        var mails = new MailWriter(vault, lessee);
        var settlements = new SettlementWriter(database, vault, audit, mails, config, lessee, clock);
        this.attempts = new Attempts(runner, settlements, config, timetable, destinations, clock);
        this.committer = new Committer(database, audit, mails, config, clock, attempts::offer);
        this.dispatcher = new Dispatcher(database, vault, attempts, config, lessee, clock);
    }

    /** Begins to work, first on what a former life of this node left behind. */
    public void start() {
        committer.start();
        attempts.finisher().start();
        dispatcher.start();
    }

    /**
     * Blocks until all of {@code mails} (one per tenant of a split transaction) are on disk with their entries and
     * audit records; all of them or none. Entries that are not held are then tried at once.
     *
     * @throws chancery.mail.FaultException when they could not be written: to be answered with 451. In the rare case
     *     that the connection broke during the commit the mails may be on disk nevertheless; the client's repetition is
     *     then a duplicate
     */
    public void accept(List<AcceptedMail> mails) {
        committer.accept(mails);
    }

    /**
     * Stops gracefully: takes nothing new, gives back what has not begun, lets attempts end for up to {@code patience},
     * writes their results. What cannot be written any more is found by the next start of this node.
     */
    public void stop(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        committer.stop(patience);
        dispatcher.stop();
        attempts.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        attempts.finisher()
                .stop(Duration.ofNanos(Math.max(Duration.ofSeconds(5).toNanos(), deadline - System.nanoTime())));
    }

    /** Figures of this node, from memory. */
    public SpoolCounts counts() {
        return new SpoolCounts(
                attempts.lanes().running(),
                attempts.lanes().waiting(),
                attempts.finisher().unwritten(),
                destinations.paused(),
                attempts.since());
    }

    /** What lies in the database for all tenants; reads the whole table of entries, so at most once a minute. */
    public SpoolCounts.Depth depth() {
        return database.onMailPath(handle -> QueueDesk.depth(handle.createQuery(SpoolStatement.COUNT_ALL.sql())));
    }

    /** Entries that are due and not claimed, counted up to 100,000: the backlog that an operator worries about. */
    public long overdue() {
        return database.onMailPath(handle -> {
            try (var query = handle.createQuery(SpoolStatement.COUNT_DUE.sql())) {
                return query.bind("now", clock.instant()).mapTo(Long.class).one();
            }
        });
    }

    /** So that a test can let a node fall silent without ending. */
    Dispatcher dispatcherForTests() {
        return dispatcher;
    }
}

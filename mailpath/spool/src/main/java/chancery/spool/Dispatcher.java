package chancery.spool;

import chancery.mail.FaultException;
import chancery.mail.SyntaxException;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.Opened;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds entries whose time has come, claims them in batches and hands them to the attempts; renews claims on what takes
 * long. One thread per node. Nodes do not get in each other's way: rows that another one is just claiming are skipped.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** The literal limit of {@link SpoolStatement#LEASE_DUE}. */
    private static final int BATCH = 200;

    private static final int MOST_UNWRITTEN = 2000;

    private final Database database;
    private final ContentVault vault;
    private final Attempts attempts;
    private final SpoolConfig config;
    private final String lessee;
    private final Clock clock;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Thread thread;
    private boolean tookBack;
    private long lookedAtWaiting = System.nanoTime();

    Dispatcher(
            Database database, ContentVault vault, Attempts attempts, SpoolConfig config, String lessee, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.attempts = attempts;
        this.config = config;
        this.lessee = lessee;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("spool-dispatcher").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        stopping.set(true);
        thread.interrupt();
        if (thread.isAlive()) {
            thread.join(Duration.ofSeconds(10));
        }
    }

    private void run() {
        while (!stopping.get()) {
            try {
                boolean more = round();
                if (!more) {
                    TimeUnit.NANOSECONDS.sleep(config.poll().toNanos());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.warn("spool-dispatch-waits fault={}", e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(config.poll().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look at the queue; true when there may be more to find at once. */
    private boolean round() throws InterruptedException {
        attempts.interruptOverdue();
        if (!tookBack) {
            takeBack();
            tookBack = true;
        }
        renew();
        withdraw();
        boolean room = attempts.lanes()
                .awaitRoom(Math.min(BATCH, places()), config.poll().toMillis());
        if (!room || attempts.finisher().unwritten() > MOST_UNWRITTEN) {
            return false;
        }
        List<EntryRow> rows = lease();
        for (EntryRow row : rows) {
            dispatch(row);
        }
        return rows.size() == BATCH;
    }

    private int places() {
        return config.limits().running() + config.limits().waiting();
    }

    /** Leases of this node's former lives: whoever held them is dead. */
    private void takeBack() {
        String node = config.node() + "#";
        Instant now = clock.instant();
        int entries = database.onMailPath(handle -> {
            try (var update = handle.createUpdate(SpoolStatement.TAKE_BACK.sql())) {
                return update.bind("now", now)
                        .bind("until", now.plus(config.lease()).plusSeconds(60))
                        .bind("me", lessee)
                        .bind("node", node)
                        .execute();
            }
        });
        if (entries > 0) {
            LOG.info("spool-leases-taken-back entries={}", entries);
        }
    }

    private void renew() {
        Instant now = clock.instant();
        List<LeasedEntry> ending =
                attempts.leases().endingBefore(now.plus(config.lease().dividedBy(2)));
        if (ending.isEmpty()) {
            return;
        }
        Instant until = now.plus(config.lease());
        var rows = new Rows("uuid", "uuid", "uuid");
        for (LeasedEntry leased : ending) {
            rows.add(leased.entry().tenant().value(), leased.entry().mail(), leased.id());
        }
        database.onMailPath(handle -> {
            try (var update = handle.createUpdate(SpoolStatement.RENEW_LEASES.sql())) {
                return rows.bindTo(update, "entry")
                        .bind("me", lessee)
                        .bind("until", until)
                        .execute();
            }
        });
        ending.forEach(leased -> leased.renewedUntil(until));
    }

    /** A hold or a cancellation reaches what waits in memory, at most once per poll. */
    private void withdraw() {
        if (System.nanoTime() - lookedAtWaiting < config.poll().toNanos()) {
            return;
        }
        lookedAtWaiting = System.nanoTime();
        List<LeasedEntry> waiting = attempts.lanes().waitingEntries().stream()
                .filter(leased -> leased.entry().state() == EntryState.QUEUED)
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        var rows = new Rows("uuid", "uuid", "uuid");
        for (LeasedEntry leased : waiting) {
            rows.add(leased.entry().tenant().value(), leased.entry().mail(), leased.id());
        }
        Set<UUID> gone = database.onMailPath(handle -> {
            try (var query = handle.createQuery(SpoolStatement.FIND_WITHDRAWN.sql())) {
                return rows.bindTo(query, "entry")
                        .bind("me", lessee)
                        .mapTo(UUID.class)
                        .set();
            }
        });
        attempts.withdraw(
                waiting.stream().filter(leased -> gone.contains(leased.id())).toList());
    }

    private List<EntryRow> lease() {
        Instant now = clock.instant();
        return database.onMailPath(handle -> {
            try (var query = handle.createQuery(SpoolStatement.LEASE_DUE.sql())) {
                return new ArrayList<>(query.bind("now", now)
                        .bind("me", lessee)
                        .bind("until", now.plus(config.lease()))
                        .map((row, context) -> EntryRow.read(row))
                        .list());
            }
        });
    }

    private void dispatch(EntryRow row) {
        Instant until = clock.instant().plus(config.lease());
        if (attempts.leases().renewed(row.id(), until)) {
            // its lease ran out while the database was away, but the attempt or its result is still here
            return;
        }
        try {
            UUID content = UUID.fromString(row.stored().content().contentId());
            boolean urgent = row.wasDue().equals(LeasedEntry.AT_ONCE);
            ContentSource source = () -> open(row, content);
            long octets = 0; // read from the store while it is sent, not kept
            attempts.offer(List.of(new LeasedEntry(row.transaction(), row.entry(), source, octets, urgent, until)));
        } catch (SyntaxException e) {
            LOG.error("spool-row-unreadable entry={} what={}", row.id(), e.getMessage());
            holdUnreadable(row);
        }
    }

    private InputStream open(EntryRow row, UUID content) {
        return switch (vault.open(row.tenant(), content)) {
            case Opened.Content found -> found.clear();
            case Opened.KeyDestroyed gone -> throw new FaultException(SpoolError.CONTENT_DESTROYED, content.toString());
            case Opened.Absent absent -> throw new FaultException(SpoolError.CONTENT_MISSING, content.toString());
        };
    }

    private void holdUnreadable(EntryRow row) {
        Instant until = clock.instant().plus(Duration.ofDays(30));
        database.inTenant(row.tenant(), handle -> {
            try (var update = handle.createQuery(SpoolStatement.HOLD.sql())) {
                return update.bind("tenant", row.tenant().value())
                        .bind("id", row.id())
                        .bind("due", until)
                        .mapTo(UUID.class)
                        .list();
            }
        });
    }
}

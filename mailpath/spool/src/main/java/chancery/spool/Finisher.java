package chancery.spool;

import chancery.mail.ErrorCode;
import chancery.mail.FaultException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what came of attempts, many in one transaction. A result must not get lost, so while the database is away the
 * results stay in memory and are tried again until it is back; the dispatcher stops handing out work meanwhile.
 */
final class Finisher {
    private static final Logger LOG = LoggerFactory.getLogger(Finisher.class);
    private static final int MOST = 256;
    private static final long LONGEST_REST = 1000;
    private static final long GATHER_MILLIS = 25;

    private final SettlementWriter writer;
    private final Leases leases;
    private final Timetable timetable;
    private final Clock clock;
    private final Consumer<List<LeasedEntry>> handOver;
    private final LinkedBlockingQueue<Settlement> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger unwritten = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean giveUp = new AtomicBoolean();
    private final Thread thread;

    Finisher(
            SettlementWriter writer,
            Leases leases,
            Timetable timetable,
            Clock clock,
            Consumer<List<LeasedEntry>> handOver) {
        this.writer = writer;
        this.leases = leases;
        this.timetable = timetable;
        this.clock = clock;
        this.handOver = handOver;
        this.thread = Thread.ofPlatform().name("spool-finisher").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void add(Settlement settlement) {
        unwritten.incrementAndGet();
        queue.add(settlement);
    }

    /** Results that are not durable yet. */
    int unwritten() {
        return unwritten.get();
    }

    /** Writes what is there and ends; after {@code patience} what is left stays to its lease. */
    void stop(Duration patience) throws InterruptedException {
        stopping.set(true);
        if (thread.isAlive() && !thread.join(patience)) {
            giveUp.set(true);
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        var batch = new ArrayList<Settlement>();
        while (!giveUp.get() && (!stopping.get() || !queue.isEmpty())) {
            try {
                Settlement first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    gather();
                    queue.drainTo(batch, MOST - 1);
                    persist(batch);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("spool-finish-fault", e);
            }
            batch.clear();
        }
    }

    // nobody waits for a result to be written, and two transactions cost twice as much as one
    private void gather() throws InterruptedException {
        if (queue.size() < MOST - 1 && !stopping.get()) {
            TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
        }
    }

    private void persist(List<Settlement> batch) throws InterruptedException {
        long rest = 50;
        while (!giveUp.get()) {
            // let go of before the commit: from then on the rows may be claimed anew, by this node too
            batch.forEach(settlement -> leases.remove(settlement.leased()));
            try {
                List<LeasedEntry> next = writer.write(batch);
                unwritten.addAndGet(-batch.size());
                handOver.accept(next);
                return;
            } catch (FaultException e) {
                batch.forEach(settlement -> leases.add(settlement.leased()));
                if (e.code().errorClass() != ErrorCode.ErrorClass.RESOURCE
                        && !e.code().name().equals("CONFLICT")) {
                    oneByOne(batch, e);
                    return;
                }
                LOG.warn("spool-finish-waits results={} fault={}", unwritten.get(), e.getMessage());
                TimeUnit.MILLISECONDS.sleep(rest);
                rest = Math.min(rest * 2, LONGEST_REST);
            } catch (RuntimeException e) {
                batch.forEach(settlement -> leases.add(settlement.leased()));
                oneByOne(batch, e);
                return;
            }
        }
    }

    // one result that the database refuses must not hold up the others
    private void oneByOne(List<Settlement> batch, RuntimeException why) throws InterruptedException {
        if (batch.size() > 1) {
            for (Settlement one : batch) {
                persist(List.of(one));
            }
            return;
        }
        Settlement refused = batch.getFirst();
        LOG.error("spool-result-refused entry={}", refused.leased().id(), why);
        try {
            var retry = timetable.fault(refused.leased(), Occasion.ATTEMPT, "result refused", clock.instant());
            writer.write(List.of(retry));
        } catch (RuntimeException e) {
            // the lease ends some time, then the entry is found again
            LOG.error("spool-entry-left-to-its-lease entry={}", refused.leased().id(), e);
        }
        forget(batch);
    }

    private void forget(List<Settlement> batch) {
        for (Settlement settlement : batch) {
            leases.remove(settlement.leased());
        }
        unwritten.addAndGet(-batch.size());
    }
}

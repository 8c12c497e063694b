package chancery.spool;

import chancery.audit.AuditLog;
import chancery.audit.AuditRecord;
import chancery.audit.ChainWriter;
import chancery.mail.ErrorCode;
import chancery.mail.FaultException;
import chancery.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One flush of the disk for all mails that wait. While a transaction is being written the next mails gather, so batches
 * grow with the load by themselves and a lone mail waits for nobody.
 */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int MOST_WAITING = 5000;
    private static final int MOST_MAILS = 256;
    private static final long MOST_OCTETS = 16L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long REST_AFTER_FAULT = TimeUnit.MILLISECONDS.toNanos(500);

    private static final class Waiting {
        private final List<AcceptedMail> mails;
        private final CompletableFuture<Boolean> committed = new CompletableFuture<>();
        // whoever sets it owns the mails: the committer writes them, or the session gives up
        private final AtomicBoolean taken = new AtomicBoolean();

        Waiting(List<AcceptedMail> mails) {
            this.mails = mails;
        }
    }

    private final Database database;
    private final ChainWriter audit;
    private final MailWriter writer;
    private final SpoolConfig config;
    private final Clock clock;
    private final Consumer<List<LeasedEntry>> handOver;
    private final ArrayBlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong restUntil = new AtomicLong(System.nanoTime());
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Thread thread;

    Committer(
            Database database,
            AuditLog audit,
            MailWriter writer,
            SpoolConfig config,
            Clock clock,
            Consumer<List<LeasedEntry>> handOver) {
        this.database = database;
        this.audit = audit.writer(config.node() + "/accept");
        this.writer = writer;
        this.config = config;
        this.clock = clock;
        this.handOver = handOver;
        this.thread = Thread.ofPlatform().name("spool-committer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Refuses new mails, writes those that wait, ends. */
    void stop(Duration patience) throws InterruptedException {
        stopping.set(true);
        if (thread.isAlive()) {
            thread.join(patience);
        }
    }

    /** Blocks until all of {@code mails} are durable. */
    void accept(List<AcceptedMail> mails) {
        if (stopping.get()) {
            throw new FaultException(SpoolError.STOPPING, "this node is stopping");
        }
        if (restUntil.get() - System.nanoTime() > 0) {
            throw new FaultException(SpoolError.COMMIT_FAILED, "the database did not answer a moment ago");
        }
        var waiting = new Waiting(mails);
        if (!queue.offer(waiting)) {
            throw new FaultException(SpoolError.BUSY, "too many mails wait for the commit");
        }
        try {
            await(waiting);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(SpoolError.INTERRUPTED, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FaultException fault
                    ? fault
                    : new FaultException(SpoolError.COMMIT_FAILED, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new FaultException(SpoolError.BUSY, e);
        }
    }

    private static void await(Waiting waiting) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            waiting.committed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (waiting.taken.compareAndSet(false, true)) {
                throw e;
            }
            waiting.committed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void run() {
        var batch = new ArrayList<Waiting>();
        while (!stopping.get() || !queue.isEmpty()) {
            try {
                gather(batch);
                if (!batch.isEmpty()) {
                    commit(batch);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("spool-commit-fault", e);
                batch.forEach(waiting -> waiting.committed.completeExceptionally(e));
            }
            batch.clear();
        }
        queue.forEach(left ->
                left.committed.completeExceptionally(new FaultException(SpoolError.STOPPING, "this node is stopping")));
    }

    private void gather(List<Waiting> batch) throws InterruptedException {
        long octets = 0;
        int mails = 0;
        Waiting next = queue.poll(200, TimeUnit.MILLISECONDS);
        while (next != null) {
            if (next.taken.compareAndSet(false, true)) {
                batch.add(next);
                mails += next.mails.size();
                for (AcceptedMail mail : next.mails) {
                    octets += mail.mail().content().size();
                }
            }
            next = mails < MOST_MAILS && octets < MOST_OCTETS ? queue.poll() : null;
        }
    }

    private void commit(List<Waiting> batch) {
        try {
            write(batch);
        } catch (RuntimeException e) {
            boolean oneIsToBlame =
                    !(e instanceof FaultException fault) || fault.code().errorClass() != ErrorCode.ErrorClass.RESOURCE;
            if (oneIsToBlame && batch.size() > 1) {
                batch.forEach(one -> commit(List.of(one)));
                return;
            }
            if (!oneIsToBlame) {
                restUntil.set(System.nanoTime() + REST_AFTER_FAULT);
            }
            LOG.warn("spool-commit-failed mails={} fault={}", batch.size(), e.getMessage());
            var fault = new FaultException(SpoolError.COMMIT_FAILED, e);
            batch.forEach(waiting -> waiting.committed.completeExceptionally(fault));
        }
    }

    private void write(List<Waiting> batch) {
        var mails = new ArrayList<AcceptedMail>();
        var records = new ArrayList<AuditRecord>();
        for (Waiting waiting : batch) {
            for (AcceptedMail mail : waiting.mails) {
                mails.add(mail);
                records.addAll(mail.audit());
            }
        }
        Instant now = clock.instant();
        Instant leasedUntil = now.plus(config.lease());
        database.onMailPath(handle -> {
            writer.insert(handle, mails, now, leasedUntil);
            if (!records.isEmpty()) {
                audit.append(handle, records);
            }
            return mails.size();
        });
        batch.forEach(waiting -> waiting.committed.complete(true));
        handOver.accept(LeasedEntry.of(mails, leasedUntil));
    }
}

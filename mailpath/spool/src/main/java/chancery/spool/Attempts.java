package chancery.spool;

import chancery.mail.ErrorCode;
import chancery.mail.FaultException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs attempts on virtual threads, each with a deadline, and hands what came of them to the finisher. */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Where the attempt of a leased entry stands. */
    sealed interface Running {
        Running NOT_YET = new NotYet();

        record NotYet() implements Running {}

        record On(Thread thread, Instant deadline) implements Running {}
    }

    private final AttemptRunner runner;
    private final SpoolConfig config;
    private final Timetable timetable;
    private final Destinations destinations;
    private final Leases leases;
    private final Clock clock;
    private final Lanes lanes;
    private final LongAdder faults = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder delayed = new LongAdder();
    private final Finisher finisher;

    /** @param writer writes settlements; the finisher that uses it belongs to this object */
    Attempts(
            AttemptRunner runner,
            SettlementWriter writer,
            SpoolConfig config,
            Timetable timetable,
            Destinations destinations,
            Clock clock) {
        this.runner = runner;
        this.config = config;
        this.timetable = timetable;
        this.destinations = destinations;
        this.leases = new Leases();
        this.clock = clock;
        this.lanes = new Lanes(config.limits(), destinations, this::begin);
        this.finisher = new Finisher(writer, leases, timetable, clock, this::offer);
    }

    /** Takes responsibility for claimed entries: each is tried, waits in memory, or is given back. */
    void offer(List<LeasedEntry> entries) {
        Instant now = clock.instant();
        for (LeasedEntry leased : entries) {
            leases.add(leased);
            if (leased.entry().state() == EntryState.HELD) {
                settle(timetable.drop(leased, "held-expired", now));
            } else if (mustRest(leased, now)) {
                settle(timetable.giveBack(leased, destinations.openAt(leased.destination(), now)));
            } else if (!lanes.admit(leased)) {
                settle(timetable.noRoom(leased, now));
            }
        }
    }

    /** Gives back what waits in memory and was meanwhile held, cancelled or taken by someone else. */
    void withdraw(List<LeasedEntry> entries) {
        Instant now = clock.instant();
        lanes.withdraw(entries).forEach(leased -> settle(timetable.giveBack(leased, now)));
    }

    /** Interrupts attempts that have outlived their deadline. */
    void interruptOverdue() {
        Instant limit = clock.instant().minus(GRACE);
        for (LeasedEntry leased : leases.endingBefore(Instant.MAX)) {
            if (leased.running() instanceof Running.On(Thread thread, Instant deadline) && deadline.isBefore(limit)) {
                LOG.warn("spool-attempt-overdue entry={}", leased.id());
                thread.interrupt();
            }
        }
    }

    /** Ends in order: what has not begun is given back, what runs may end, what does not is interrupted. */
    void stop(Duration patience) throws InterruptedException {
        Instant now = clock.instant();
        lanes.close().forEach(leased -> settle(timetable.giveBack(leased, now)));
        if (!lanes.awaitQuiet(patience.toNanos())) {
            for (LeasedEntry leased : leases.endingBefore(Instant.MAX)) {
                if (leased.running() instanceof Running.On(Thread thread, Instant deadline)) {
                    thread.interrupt();
                }
            }
            lanes.awaitQuiet(Duration.ofSeconds(2).toNanos());
        }
    }

    Finisher finisher() {
        return finisher;
    }

    Lanes lanes() {
        return lanes;
    }

    Leases leases() {
        return leases;
    }

    SpoolCounts.Since since() {
        return new SpoolCounts.Since(delivered.sum(), failed.sum(), delayed.sum(), faults.sum());
    }

    private boolean mustRest(LeasedEntry leased, Instant now) {
        return !leased.urgent()
                && timetable.occasion(leased.entry(), now) == Occasion.ATTEMPT
                && destinations.openAt(leased.destination(), now).isAfter(now);
    }

    private void begin(LeasedEntry leased) {
        Thread.ofVirtual().name("attempt").start(() -> attempt(leased));
    }

    private void attempt(LeasedEntry leased) {
        Instant now = clock.instant();
        if (mustRest(leased, now)) {
            settle(timetable.giveBack(leased, destinations.openAt(leased.destination(), now)));
            lanes.ended(leased);
            return;
        }
        Occasion occasion = timetable.occasion(leased.entry(), now);
        Instant deadline = now.plus(config.limits().attempt());
        var attempt = new DeliveryAttempt(
                leased.mail(),
                leased.entry(),
                leased.content(),
                deadline,
                occasion,
                timetable.delayWarningDue(leased.entry(), now));
        leased.running(new Running.On(Thread.currentThread(), deadline));
        Settlement settlement;
        try {
            AttemptReport report = runner.run(attempt);
            settlement = timetable.settle(leased, attempt, report, clock.instant());
            note(leased, report, occasion);
        } catch (Throwable fault) {
            settlement = afterFault(leased, occasion, fault);
        }
        leased.running(Running.NOT_YET);
        // in this order: when nothing runs any more, every result has reached the finisher
        settle(settlement);
        lanes.ended(leased);
    }

    private void note(LeasedEntry leased, AttemptReport report, Occasion occasion) {
        if (report.destinationDown()) {
            Instant now = clock.instant();
            destinations.unreachable(leased.destination(), now);
            Instant open = destinations.openAt(leased.destination(), now);
            lanes.clear(leased.destination()).forEach(other -> settle(timetable.giveBack(other, open)));
        } else if (occasion != Occasion.CANCELLED) {
            destinations.reached(leased.destination());
        }
    }

    // a linkage or stack fault of one attempt, too, must neither lose the entry nor its place in the lane
    private Settlement afterFault(LeasedEntry leased, Occasion occasion, Throwable fault) {
        if (fault instanceof FaultException known && known.code() == SpoolError.CONTENT_DESTROYED) {
            return timetable.drop(leased, "content-destroyed", clock.instant());
        }
        faults.increment();
        LOG.error("spool-attempt-fault entry={}", leased.id(), fault);
        String what = fault instanceof FaultException known ? known.code().name() : SpoolError.ATTEMPT_FAULT.name();
        if (fault instanceof FaultException ours && ours.code().errorClass() == ErrorCode.ErrorClass.RESOURCE) {
            return timetable.shortage(leased, what, clock.instant());
        }
        return timetable.fault(leased, occasion, what, clock.instant());
    }

    private void settle(Settlement settlement) {
        delivered.add(settlement.delivered());
        failed.add(settlement.failed());
        if (settlement instanceof Settlement.Postponed postponed
                && postponed.position().next().attempts()
                        > postponed.leased().entry().schedule().attempts()) {
            delayed.increment();
        }
        finisher.add(settlement);
    }
}

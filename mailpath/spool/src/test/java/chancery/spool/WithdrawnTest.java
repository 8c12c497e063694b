package chancery.spool;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.audit.AuditLog;
import chancery.mail.FaultException;
import chancery.mail.TenantId;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.StoreError;
import chancery.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One attempt at a time for a destination, so that what comes second waits in memory when a person decides about it. */
class WithdrawnTest {
    private final Database database = TestDatabase.fresh();
    private final ContentVault vault = TestDatabase.vault(database);
    private final SteppingClock clock = new SteppingClock();
    private final ScriptedRunner runner = new ScriptedRunner();
    private final SpoolConfig config = SpoolConfig.of("node-1")
            .withTimes(Duration.ofMinutes(5), Duration.ofMillis(10))
            .withLimits(new SpoolConfig.Limits(10, 1, 1000, 100, 1 << 20, 1, Duration.ofMinutes(10)));
    private final AuditLog audit = new AuditLog(database);
    private final Spool spool = new Spool(database, vault, audit, runner, config, clock, new Random(1));
    private final QueueDesk desk = new QueueDesk(database, audit, config, clock);
    private final Letters letters = new Letters(vault, clock);
    private final TenantId tenant = Letters.tenant();
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void stop() throws InterruptedException {
        mayEnd.countDown();
        spool.stop(Duration.ofSeconds(5));
        database.close();
    }

    private UUID waitsBehindAnother() {
        spool.start();
        runner.then(attempt -> {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Letters.relayed(attempt);
        });
        spool.accept(List.of(letters.mail(tenant, "x", "a@b.example")));
        Eventually.that("begun", () -> runner.attempts().size() == 1);
        var second = letters.mail(tenant, "x", "c@b.example");
        spool.accept(List.of(second));
        Eventually.that("waits", () -> spool.counts().waiting() == 1);
        return second.entries().getFirst().id();
    }

    @Test
    void whatIsHeldWhileItWaitsInMemoryIsNotTried() {
        UUID entry = waitsBehindAnother();
        assertThat(desk.hold(tenant, entry, Duration.ofDays(3), "admin")).isTrue();
        Eventually.that("withdrawn", () -> spool.counts().waiting() == 0);
        mayEnd.countDown();
        Eventually.that(
                "quiet", () -> spool.counts().running() == 0 && spool.counts().unwritten() == 0);
        assertThat(runner.attempts()).hasSize(1);
        assertThat(desk.entry(tenant, entry).orElseThrow().entry().state()).isEqualTo(EntryState.HELD);
        assertThat(desk.release(tenant, entry, "admin")).isTrue();
        Eventually.that("tried once it is released", () -> runner.attempts().size() == 2);
    }

    @Test
    void whatIsCancelledWhileItWaitsInMemoryIsToldToTheSenderInsteadOfTried() {
        UUID entry = waitsBehindAnother();
        var lease = desk.entry(tenant, entry).orElseThrow().entry().schedule().nextAttemptAt();
        clock.forward(Duration.ofSeconds(1));
        assertThat(desk.cancel(tenant, entry, "admin")).isTrue();
        // behind the first again, but as what it is now
        Eventually.that(
                "claimed anew",
                () -> desk.entry(tenant, entry)
                        .filter(e -> e.inProgress()
                                && e.entry().schedule().nextAttemptAt().isAfter(lease))
                        .isPresent());
        mayEnd.countDown();
        Eventually.that("both done", () -> runner.attempts().size() == 2);
        assertThat(runner.attempts().getLast().occasion()).isEqualTo(Occasion.CANCELLED);
    }

    @Test
    void aShortageIsNoAttempt() {
        spool.start();
        runner.then(attempt -> {
            throw new FaultException(StoreError.DATABASE_UNREACHABLE, "of the test");
        });
        var mail = letters.mail(tenant, "x", "a@b.example");
        spool.accept(List.of(mail));
        UUID entry = mail.entries().getFirst().id();
        Eventually.that(
                "given back",
                () -> desk.entry(tenant, entry)
                        .filter(e -> !e.inProgress() && !e.lastStatus().isEmpty())
                        .isPresent());
        assertThat(desk.entry(tenant, entry).orElseThrow().entry().schedule().attempts())
                .isZero();
        clock.forward(Duration.ofMinutes(1));
        Eventually.that("tried again within the minute", () -> runner.attempts().size() == 2);
    }
}

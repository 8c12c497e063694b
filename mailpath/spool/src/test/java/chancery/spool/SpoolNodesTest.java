package chancery.spool;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.audit.AuditLog;
import chancery.mail.TenantId;
import chancery.store.ContentVault;
import chancery.store.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes on one database, and nodes that die. */
class SpoolNodesTest {
    private static final Database DATABASE = OneNode.DATABASE;
    private static final ContentVault VAULT = OneNode.VAULT;
    private final AuditLog audit = new AuditLog(DATABASE);
    private final SteppingClock clock = new SteppingClock();
    private final Letters letters = new Letters(VAULT, clock);
    private final TenantId tenant = Letters.tenant();
    private final QueueDesk desk = new QueueDesk(DATABASE, audit, config("desk"), clock);
    private final List<Spool> started = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    private static SpoolConfig config(String node) {
        return SpoolConfig.of(node).withTimes(Duration.ofMinutes(5), Duration.ofMillis(10));
    }

    private Spool node(String name, AttemptRunner runner) {
        var spool = new Spool(DATABASE, VAULT, audit, runner, config(name), clock, new Random());
        started.add(spool);
        spool.start();
        return spool;
    }

    /** A runner that never comes back: what a killed process looks like from outside. */
    private AttemptReport hang(DeliveryAttempt attempt) {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Letters.relayed(attempt);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Spool spool : started) {
            spool.stop(Duration.ofMillis(100));
        }
        // what is left must not reach the next test's node
        DATABASE.onMailPath(handle -> handle.execute("DELETE FROM spool_entry"));
    }

    @Test
    void twoNodesShareARetryBacklogAndNobodyTriesAnythingTwice() {
        Set<UUID> seen = ConcurrentHashMap.newKeySet();
        var first = new AtomicInteger();
        var second = new AtomicInteger();
        var twice = new AtomicInteger();
        Spool one = node("one", attempt -> {
            if (attempt.entry().schedule().attempts() == 0) {
                return Letters.delayed(attempt);
            }
            first.incrementAndGet();
            twice.addAndGet(seen.add(attempt.entry().id()) ? 0 : 1);
            return Letters.relayed(attempt);
        });
        var mails = new ArrayList<AcceptedMail>();
        for (int i = 0; i < 1000; i++) {
            mails.add(letters.mail(tenant, "x", "a@d" + i % 50 + ".example"));
        }
        one.accept(mails);
        Eventually.that(
                "all delayed",
                () -> one.counts().since().delayed() == 1000 && one.counts().unwritten() == 0);
        node("two", attempt -> {
            second.incrementAndGet();
            twice.addAndGet(seen.add(attempt.entry().id()) ? 0 : 1);
            return Letters.relayed(attempt);
        });
        clock.forward(Duration.ofSeconds(80));
        Eventually.that("all delivered", () -> {
            clock.forward(Duration.ofMillis(100));
            return desk.depth(tenant).queued() == 0;
        });
        assertThat(twice).hasValue(0);
        assertThat(first.get() + second.get()).isEqualTo(1000);
        assertThat(seen).hasSize(1000);
    }

    @Test
    void aRestartedNodeTakesUpItsFormerWorkAtOnce() throws InterruptedException {
        Spool dead = node("one", this::hang);
        var mail = letters.mail(tenant, "x", "a@b.example");
        dead.accept(List.of(mail));
        dead.dispatcherForTests().stop();
        var reborn = new ScriptedRunner();
        node("one", reborn);
        Eventually.that(
                "taken up without the clock moving", () -> reborn.attempts().size() == 1);
        Eventually.that("done", () -> desk.depth(tenant).queued() == 0);
    }

    @Test
    void anotherNodeTakesOverWhenTheLeaseHasEnded() throws InterruptedException {
        Spool dead = node("one", this::hang);
        var mails = new ArrayList<AcceptedMail>();
        for (int i = 0; i < 30; i++) {
            mails.add(letters.mail(tenant, "x", "a@d" + i + ".example"));
        }
        dead.accept(mails);
        dead.dispatcherForTests().stop();
        var other = new ScriptedRunner();
        Spool two = node("two", other);
        Eventually.that("it looks around", () -> two.overdue() == 0);
        assertThat(other.attempts()).as("a lease is respected").isEmpty();
        clock.forward(Duration.ofMinutes(5).plusSeconds(1));
        Eventually.that("taken over", () -> desk.depth(tenant).queued() == 0);
        var entries = new HashSet<UUID>();
        other.attempts().forEach(attempt -> entries.add(attempt.entry().id()));
        assertThat(entries).hasSize(30);
        assertThat(other.attempts()).hasSize(30);
    }

    @Test
    void aLivingNodeRenewsTheLeaseOfALongAttempt() {
        var mayEnd = new CountDownLatch(1);
        Spool one = node("one", attempt -> {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Letters.relayed(attempt);
        });
        var mail = letters.mail(tenant, "x", "a@b.example");
        one.accept(List.of(mail));
        var other = new ScriptedRunner();
        node("two", other);
        for (int minute = 0; minute < 9; minute++) {
            var before = leaseEnd(mail);
            clock.forward(Duration.ofMinutes(1));
            if (before.isBefore(clock.instant().plus(Duration.ofMinutes(2)))) {
                Eventually.that("renewed", () -> leaseEnd(mail).isAfter(before));
            }
        }
        mayEnd.countDown();
        Eventually.that("done", () -> desk.depth(tenant).queued() == 0);
        assertThat(other.attempts()).isEmpty();
    }

    private java.time.Instant leaseEnd(AcceptedMail mail) {
        return desk.entry(tenant, mail.entries().getFirst().id())
                .orElseThrow()
                .entry()
                .schedule()
                .nextAttemptAt();
    }

    @Test
    void aLateResultOfALostLeaseChangesNothing() throws InterruptedException {
        var mayEnd = new CountDownLatch(1);
        Spool slow = node("one", attempt -> {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Letters.delayed(attempt);
        });
        var mail = letters.mail(tenant, "x", "a@b.example");
        slow.accept(List.of(mail));
        slow.dispatcherForTests().stop();
        node("one", new ScriptedRunner());
        Eventually.that("done by the other", () -> desk.depth(tenant).queued() == 0);
        mayEnd.countDown();
        Eventually.that(
                "late result written",
                () -> slow.counts().since().delayed() == 1 && slow.counts().unwritten() == 0);
        assertThat(desk.depth(tenant)).isEqualTo(SpoolCounts.Depth.NONE);
        assertThat(desk.mail(tenant, mail.mail().id()).orElseThrow().delivered())
                .isEqualTo(1);
    }

    @Test
    void aGracefulStopGivesBackWhatHasNotBegun() throws InterruptedException {
        var mayEnd = new CountDownLatch(1);
        Spool one = node("one", attempt -> {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Letters.relayed(attempt);
        });
        var mails = new ArrayList<AcceptedMail>();
        for (int i = 0; i < 50; i++) {
            mails.add(letters.mail(tenant, "x", "a@b.example"));
        }
        one.accept(mails);
        Eventually.that("twenty run", () -> one.counts().running() == 20);
        var stopper = Thread.ofVirtual().start(() -> {
            try {
                one.stop(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Eventually.that(
                "the rest given back",
                () -> one.counts().waiting() == 0 && one.counts().unwritten() == 0);
        mayEnd.countDown();
        stopper.join();
        assertThat(desk.depth(tenant).queued()).isEqualTo(30);
        assertThat(desk.entries(tenant, QueueFilter.ALL)).noneMatch(QueuedEntry::inProgress);
        started.remove(one);
    }
}

package chancery.spool;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.TenantId;
import chancery.store.Opened;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What people do with the queue while a node works on it. */
class QueueDeskTest extends OneNode {
    @Test
    void quarantineWaitsForAPersonAndIsDroppedAtItsEnd() {
        spool.start();
        byte[] text = {'x'};
        var released = letters.mail(tenant, text, EntryState.HELD, "a@b.example");
        var forgotten = letters.mail(tenant, text, EntryState.HELD, "c@d.example");
        spool.accept(List.of(released, forgotten));
        clock.forward(Duration.ofDays(1));
        assertThat(desk.depth(tenant)).isEqualTo(new SpoolCounts.Depth(0, 2, 0));
        assertThat(desk.release(tenant, released.entries().getFirst().id(), "admin"))
                .isTrue();
        awaitDone(released);
        assertThat(runner.attempts()).hasSize(1);
        assertThat(runner.attempts().getFirst().occasion()).isEqualTo(Occasion.ATTEMPT);
        clock.forward(Duration.ofDays(7));
        awaitDone(forgotten);
        assertThat(runner.attempts()).hasSize(1);
        assertThat(summary(forgotten).failed()).isEqualTo(1);
        assertThat(content(forgotten)).isNotInstanceOf(Opened.Content.class);
    }

    @Test
    void aPersonHoldsRetriesAndTakesBack() {
        spool.start();
        runner.then(Letters::delayed, Letters::delayed, Letters::failed);
        var mail = letters.mail(tenant, "x", "a@b.example");
        UUID entry = mail.entries().getFirst().id();
        spool.accept(List.of(mail));
        awaitAttempts(1);
        assertThat(desk.retryNow(tenant, entry, "admin")).isTrue();
        awaitAttempts(2);
        assertThat(desk.hold(tenant, entry, Duration.ofDays(3), "admin")).isTrue();
        assertThat(desk.hold(tenant, entry, Duration.ofDays(3), "admin"))
                .as("already held")
                .isFalse();
        assertThat(desk.retryNow(tenant, entry, "admin"))
                .as("held entries are released first")
                .isFalse();
        clock.forward(Duration.ofDays(2));
        assertThat(desk.entry(tenant, entry).orElseThrow().entry().state()).isEqualTo(EntryState.HELD);
        assertThat(desk.cancel(tenant, entry, "admin")).isTrue();
        awaitAttempts(3);
        assertThat(runner.attempts().get(2).occasion()).isEqualTo(Occasion.CANCELLED);
        awaitDone(mail);
        assertThat(desk.cancel(tenant, entry, "admin")).isFalse();
    }

    @Test
    void whatAPersonDecidesDuringAnAttemptCountsAfterIt() throws InterruptedException {
        spool.start();
        var mayEnd = new CountDownLatch(1);
        runner.then(attempt -> {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Letters.delayed(attempt);
        });
        var mail = letters.mail(tenant, "x", "a@b.example");
        UUID entry = mail.entries().getFirst().id();
        spool.accept(List.of(mail));
        Eventually.that("begun", () -> runner.attempts().size() == 1);
        assertThat(desk.hold(tenant, entry, Duration.ofDays(3), "admin")).isTrue();
        mayEnd.countDown();
        awaitAttempts(1);
        var held = desk.entry(tenant, entry).orElseThrow();
        assertThat(held.entry().state()).isEqualTo(EntryState.HELD);
        assertThat(held.entry().schedule().attempts()).isEqualTo(1);
    }

    @Test
    void onlyTheTenantSeesAndTouchesItsQueue() {
        spool.start();
        runner.then(Letters::delayed);
        var mail = letters.mail(tenant, "x", "a@b.example");
        UUID entry = mail.entries().getFirst().id();
        spool.accept(List.of(mail));
        awaitAttempts(1);
        TenantId other = Letters.tenant();
        assertThat(desk.entries(other, QueueFilter.ALL)).isEmpty();
        assertThat(desk.entry(other, entry)).isEmpty();
        assertThat(desk.mails(other, Optional.empty(), Optional.empty(), 10)).isEmpty();
        assertThat(desk.cancel(other, entry, "intruder")).isFalse();
        assertThat(desk.depth(other)).isEqualTo(SpoolCounts.Depth.NONE);
        assertThat(desk.depth(tenant).queued()).isEqualTo(1);
    }

    @Test
    void listsAreFilteredAndPaged() {
        spool.start();
        for (int i = 0; i < 5; i++) {
            runner.then(Letters::delayed);
            spool.accept(List.of(letters.mail(tenant, "x", "u" + i + "@d" + i % 2 + ".example")));
            awaitAttempts(i + 1);
        }
        assertThat(desk.entries(tenant, QueueFilter.ALL.withDestination("d1.example")))
                .hasSize(2);
        assertThat(desk.entries(tenant, QueueFilter.ALL.withAddress("U3@"))).hasSize(1);
        assertThat(desk.entries(tenant, QueueFilter.ALL.withState(EntryState.HELD)))
                .isEmpty();
        var first = desk.entries(tenant, QueueFilter.ALL.page(Optional.empty(), 3));
        var last = first.getLast().entry();
        var rest = desk.entries(
                tenant, QueueFilter.ALL.page(Optional.of(new QueueFilter.After(last.mail(), last.id())), 3));
        assertThat(first).hasSize(3);
        assertThat(rest).hasSize(2);
        var youngest = desk.mails(tenant, Optional.empty(), Optional.empty(), 2);
        assertThat(youngest.getFirst().recipients().getFirst()).hasToString("u4@d0.example");
        assertThat(desk.mails(tenant, Optional.of(youngest.getLast().id()), Optional.empty(), 10))
                .hasSize(3);
    }
}

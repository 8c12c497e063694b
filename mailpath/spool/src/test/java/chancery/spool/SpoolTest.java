package chancery.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.DeliveryOutcome;
import chancery.mail.FaultException;
import chancery.mail.Reason;
import chancery.mail.RecipientResult;
import chancery.mail.TenantId;
import chancery.store.Opened;
import chancery.store.Uuid7;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The life of a mail in the queue. */
class SpoolTest extends OneNode {
    @Test
    void anAcceptedMailIsDeliveredAndItsContentDestroyed() throws IOException {
        spool.start();
        var mail = letters.mail(tenant, "Subject: x\r\n\r\nbody\r\n", "a@b.example", "b@b.example", "c@d.example");
        runner.then(attempt -> {
            assertThat(content(mail)).as("on disk before the attempt").isInstanceOf(Opened.Content.class);
            return Letters.relayed(attempt);
        });
        spool.accept(List.of(mail));
        awaitDone(mail);
        var done = summary(mail);
        assertThat(done.delivered()).isEqualTo(3);
        assertThat(done.failed()).isZero();
        assertThat(done.openEntries()).isZero();
        assertThat(desk.entries(tenant, QueueFilter.ALL)).isEmpty();
        assertThat(content(mail)).isNotInstanceOf(Opened.Content.class);
        assertThat(runner.attempts()).hasSize(2);
        assertThat(new String(
                        runner.attempts().getFirst().content().openClear().readAllBytes(), StandardCharsets.US_ASCII))
                .endsWith("body\r\n");
    }

    @Test
    void aDelayedRecipientIsTriedAgainFromTheStoreWhenItsTimeHasCome() throws IOException {
        spool.start();
        runner.then(attempt -> AttemptReport.of(List.of(
                new RecipientResult(
                        attempt.entry().recipients().get(0), new DeliveryOutcome.Relayed(Letters.OK, Map.of())),
                new RecipientResult(
                        attempt.entry().recipients().get(1), new DeliveryOutcome.Delayed(Letters.LATER, Map.of())))));
        var mail = letters.mail(tenant, "later", "a@b.example", "b@b.example");
        spool.accept(List.of(mail));
        awaitAttempts(1);
        assertThat(summary(mail).delivered()).isEqualTo(1);
        assertThat(onlyEntry().lastStatus()).isEqualTo("451 4.3.0 Later");
        assertThat(onlyEntry().inProgress()).isFalse();
        assertThat(onlyEntry().entry().schedule().attempts()).isEqualTo(1);
        clock.forward(Duration.ofSeconds(75));
        awaitAttempts(2);
        var second = runner.attempts().get(1);
        assertThat(second.entry().recipients()).containsExactly(Letters.to("b@b.example"));
        assertThat(second.mail()).isEqualTo(mail.mail());
        assertThat(second.content()).isNotNull();
        awaitDone(mail);
        assertThat(summary(mail).delivered()).isEqualTo(2);
    }

    @Test
    void contentComesFromTheStoreAtTheSecondAttempt() {
        spool.start();
        var read = new java.util.concurrent.CopyOnWriteArrayList<String>();
        runner.then(Letters::delayed, attempt -> {
            try (var in = attempt.content().openClear()) {
                read.add(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return Letters.relayed(attempt);
        });
        var mail = letters.mail(tenant, "from the store", "a@b.example");
        spool.accept(List.of(mail));
        awaitAttempts(1);
        clock.forward(Duration.ofSeconds(75));
        awaitDone(mail);
        assertThat(read).containsExactly("from the store");
    }

    @Test
    void aFaultInTheRunnerLosesNothing() {
        spool.start();
        runner.then(
                attempt -> {
                    throw new IllegalStateException("a bug");
                },
                attempt -> {
                    throw new StackOverflowError("deep");
                });
        var mail = letters.mail(tenant, "x", "a@b.example");
        spool.accept(List.of(mail));
        awaitAttempts(1);
        assertThat(onlyEntry().lastStatus()).isEqualTo("ATTEMPT_FAULT");
        clock.forward(Duration.ofSeconds(75));
        awaitAttempts(2);
        clock.forward(Duration.ofMinutes(6));
        awaitDone(mail);
        assertThat(spool.counts().since().faults()).isEqualTo(2);
        assertThat(summary(mail).delivered()).isEqualTo(1);
    }

    @Test
    void theLastAttemptIsAnnouncedAndNothingStaysAfterIt() {
        spool.start();
        runner.then(Letters::delayed, Letters::delayed, Letters::failed);
        var mail = letters.mail(tenant, "x", "a@b.example");
        spool.accept(List.of(mail));
        awaitAttempts(1);
        clock.forward(Duration.ofHours(5));
        awaitAttempts(2);
        assertThat(runner.attempts().get(1).delayWarningDue()).isTrue();
        assertThat(runner.attempts().get(1).occasion()).isEqualTo(Occasion.ATTEMPT);
        clock.forward(Duration.ofDays(5));
        awaitAttempts(3);
        assertThat(runner.attempts().get(2).delayWarningDue()).isFalse();
        assertThat(runner.attempts().get(2).occasion()).isEqualTo(Occasion.LAST_ATTEMPT);
        awaitDone(mail);
        assertThat(summary(mail).failed()).isEqualTo(1);
    }

    @Test
    void anImpossibleMethodGoesOnInAFollowUpAndAFailureMakesANotice() {
        spool.start();
        var notice = letters.mail(tenant, "a notice", "author@clinic.example");
        runner.then(
                attempt -> Letters.all(
                                attempt,
                                new DeliveryOutcome.MethodImpossible(new Reason("no-tls", "No TLS."), Map.of()))
                        .withFollowUps(List.of(portal(attempt))),
                attempt -> Letters.failed(attempt).withGenerated(List.of(notice)));
        var mail = letters.mail(tenant, "x", "a@b.example");
        spool.accept(List.of(mail));
        awaitDone(mail);
        awaitDone(notice);
        assertThat(summary(mail).failed()).isEqualTo(1);
        assertThat(summary(notice).delivered()).isEqualTo(1);
        assertThat(runner.attempts().get(1).entry().destination()).isEqualTo("portal");
        assertThat(content(mail)).isNotInstanceOf(Opened.Content.class);
    }

    private QueueEntry portal(DeliveryAttempt attempt) {
        var old = attempt.entry();
        return new QueueEntry(
                Uuid7.next(clock),
                old.tenant(),
                old.mail(),
                old.recipients(),
                new chancery.mail.DeliveryMethod.PortalPickup(chancery.mail.UnlockMethod.MAILED_CODE),
                List.of(),
                "portal",
                Schedule.startingAt(clock.instant(), Duration.ofDays(5)),
                EntryState.QUEUED);
    }

    @Test
    void contentThatSomeoneElseOwnsNowIsKept() {
        spool.start();
        runner.then(attempt -> Letters.relayed(attempt).withKeepContent(true));
        var mail = letters.mail(tenant, "x", "a@b.example");
        spool.accept(List.of(mail));
        awaitDone(mail);
        assertThat(content(mail)).isInstanceOf(Opened.Content.class);
    }

    @Test
    void aDestinationThatIsDownIsNotTriedByEveryMail() {
        spool.start();
        runner.then(attempt -> Letters.delayed(attempt).withDestinationDown(true));
        spool.accept(List.of(letters.mail(tenant, "x", "a@down.example")));
        awaitAttempts(1);
        for (int i = 0; i < 10; i++) {
            spool.accept(List.of(letters.mail(tenant, "x", "b" + i + "@down.example")));
        }
        spool.accept(List.of(letters.mail(tenant, "x", "a@up.example")));
        awaitAttempts(2);
        assertThat(runner.attempts()).hasSize(2);
        assertThat(runner.attempts().get(1).entry().destination()).isEqualTo("up.example");
        clock.forward(Duration.ofSeconds(100));
        awaitAttempts(13);
        Eventually.that("queue empty", () -> desk.depth(tenant).queued() == 0);
    }

    @Test
    void aBadMailInABatchDoesNotHarmTheOthers() {
        var good = letters.mail(tenant, "x", "a@b.example");
        spool.start();
        spool.accept(List.of(good));
        assertThatThrownBy(() -> spool.accept(List.of(good))).isInstanceOf(FaultException.class);
        awaitDone(good);
        var next = letters.mail(tenant, "x", "a@b.example");
        spool.accept(List.of(next));
        awaitDone(next);
    }

    @Test
    void allMailsOfASplitOrNone() {
        spool.start();
        var known = letters.mail(tenant, "x", "a@b.example");
        spool.accept(List.of(known));
        TenantId other = Letters.tenant();
        var fresh = letters.mail(other, "x", "a@b.example");
        assertThatThrownBy(() -> spool.accept(List.of(fresh, known))).isInstanceOf(FaultException.class);
        assertThat(desk.mail(other, fresh.mail().id())).isEmpty();
        var both = List.of(letters.mail(tenant, "x", "a@b.example"), letters.mail(other, "x", "a@b.example"));
        spool.accept(both);
        both.forEach(this::awaitDone);
    }

    @Test
    void aMailWithNothingToDoIsOnRecord() {
        spool.start();
        var whole = letters.mail(tenant, "x", "a@b.example");
        var discarded = new AcceptedMail(whole.mail(), whole.content(), List.of(), whole.audit());
        spool.accept(List.of(discarded));
        assertThat(summary(discarded).finishedAt()).isPresent();
        assertThat(content(discarded)).isInstanceOf(Opened.Absent.class);
    }

    @Test
    void moreThanMemoryHoldsWaitsInTheDatabase() throws InterruptedException {
        var small = config.withLimits(new SpoolConfig.Limits(2, 2, 2, 2, 1 << 20, 1, Duration.ofMinutes(1)));
        var tight = new Spool(DATABASE, VAULT, audit, runner, small, clock, new Random(2));
        tight.start();
        var mails = new java.util.ArrayList<AcceptedMail>();
        for (int i = 0; i < 60; i++) {
            mails.add(letters.mail(tenant, "x", "a" + i + "@b.example"));
        }
        tight.accept(mails);
        Eventually.that("all delivered", () -> {
            clock.forward(Duration.ofSeconds(1));
            return desk.depth(tenant).queued() == 0;
        });
        assertThat(runner.attempts()).hasSize(60);
        tight.stop(Duration.ofSeconds(5));
        assertThatThrownBy(() -> tight.accept(mails)).isInstanceOf(FaultException.class);
    }
}

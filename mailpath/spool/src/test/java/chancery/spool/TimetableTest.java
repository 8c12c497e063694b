package chancery.spool;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.DeliveryOutcome;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.MailTransaction;
import chancery.mail.MessageContent;
import chancery.mail.Reason;
import chancery.mail.RecipientResult;
import chancery.mail.ReversePath;
import chancery.mail.TenantId;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimetableTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final EnvelopeRecipient A = Letters.to("a@b.example");
    private static final EnvelopeRecipient B = Letters.to("b@b.example");
    private static final DeliveryOutcome OK = new DeliveryOutcome.Relayed(Letters.OK, Map.of());
    private static final DeliveryOutcome HERE = new DeliveryOutcome.Delivered(Map.of());
    private static final DeliveryOutcome LATER = new DeliveryOutcome.Delayed(Letters.LATER, Map.of());
    private static final DeliveryOutcome NEVER = new DeliveryOutcome.Failed(Letters.NEVER, Map.of());
    private static final DeliveryOutcome NOT_SO =
            new DeliveryOutcome.MethodImpossible(new Reason("no-tls", "No TLS."), Map.of());

    private final Timetable timetable = new Timetable(SpoolConfig.of("n"), new Random(1));

    record Row(
            String name,
            List<DeliveryOutcome> outcomes,
            Occasion occasion,
            boolean followUp,
            int delivered,
            int failed,
            List<EnvelopeRecipient> remaining) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> table() {
        var attempt = Occasion.ATTEMPT;
        var last = Occasion.LAST_ATTEMPT;
        return List.of(
                new Row("both relayed", List.of(OK, OK), attempt, false, 2, 0, List.of()),
                new Row("delivered and failed", List.of(HERE, NEVER), attempt, false, 1, 1, List.of()),
                new Row("one delayed stays", List.of(OK, LATER), attempt, false, 1, 0, List.of(B)),
                new Row("both delayed stay", List.of(LATER, LATER), attempt, false, 0, 0, List.of(A, B)),
                new Row("no result stays", List.of(OK), attempt, false, 1, 0, List.of(B)),
                new Row("no result at all", List.of(), attempt, false, 0, 0, List.of(A, B)),
                new Row("impossible, goes on elsewhere", List.of(NOT_SO, OK), attempt, true, 1, 0, List.of()),
                new Row("impossible and nothing follows", List.of(NOT_SO, OK), attempt, false, 1, 1, List.of()),
                new Row("delayed at the last attempt", List.of(OK, LATER), last, false, 1, 1, List.of()),
                new Row("delayed after cancel", List.of(LATER, LATER), Occasion.CANCELLED, false, 0, 2, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void whatAnAttemptMeansForTheEntry(Row row) {
        LeasedEntry leased = leased(Schedule.startingAt(NOW, Duration.ofDays(5)), EntryState.QUEUED);
        var results = new ArrayList<RecipientResult>();
        for (int i = 0; i < row.outcomes.size(); i++) {
            results.add(new RecipientResult(i == 0 ? A : B, row.outcomes.get(i)));
        }
        var report = AttemptReport.of(results);
        report = row.followUp ? report.withFollowUps(List.of(leased.entry())) : report;
        Settlement settlement = timetable.settle(leased, attempt(leased, row.occasion, false), report, NOW);
        assertThat(settlement.delivered()).isEqualTo(row.delivered);
        assertThat(settlement.failed()).isEqualTo(row.failed);
        switch (settlement) {
            case Settlement.Finished f -> assertThat(row.remaining).isEmpty();
            case Settlement.Postponed p ->
                assertThat(p.position().remaining()).isEqualTo(row.remaining).isNotEmpty();
        }
    }

    @Test
    void stepsGrowUpToTheLastAndVaryByTheJitter() {
        Schedule schedule = Schedule.startingAt(NOW, Duration.ofDays(5));
        List<Long> minutes = List.of(1L, 5L, 15L, 30L, 60L, 120L, 240L, 240L, 240L);
        for (long expected : minutes) {
            LeasedEntry leased = leased(schedule, EntryState.QUEUED);
            var settlement = timetable.settle(leased, attempt(leased, Occasion.ATTEMPT, false), delayed(), NOW);
            schedule = ((Settlement.Postponed) settlement).position().next();
            assertThat(Duration.between(NOW, schedule.nextAttemptAt()))
                    .isBetween(Duration.ofSeconds(expected * 48), Duration.ofSeconds(expected * 72));
        }
        assertThat(schedule.attempts()).isEqualTo(9);
    }

    @Test
    void theLastAttemptIsAtExpiry() {
        var almost = new Schedule(NOW, NOW, NOW.plusSeconds(20), 8, true);
        LeasedEntry leased = leased(almost, EntryState.QUEUED);
        var settlement = timetable.settle(leased, attempt(leased, Occasion.ATTEMPT, false), delayed(), NOW);
        Schedule next = ((Settlement.Postponed) settlement).position().next();
        assertThat(next.nextAttemptAt()).isEqualTo(almost.expiresAt());
        QueueEntry later = leased.entry().rescheduled(List.of(A), next);
        assertThat(timetable.occasion(later, NOW)).isEqualTo(Occasion.ATTEMPT);
        assertThat(timetable.occasion(later, almost.expiresAt())).isEqualTo(Occasion.LAST_ATTEMPT);
    }

    @Test
    void theSenderIsWarnedOnce() {
        Schedule schedule = Schedule.startingAt(NOW, Duration.ofDays(5));
        LeasedEntry leased = leased(schedule, EntryState.QUEUED);
        Instant late = NOW.plus(Duration.ofHours(4));
        assertThat(timetable.delayWarningDue(leased.entry(), late.minusSeconds(1)))
                .isFalse();
        assertThat(timetable.delayWarningDue(leased.entry(), late)).isTrue();
        var settlement = timetable.settle(leased, attempt(leased, Occasion.ATTEMPT, true), delayed(), late);
        var warned = leased.entry()
                .rescheduled(
                        List.of(A),
                        ((Settlement.Postponed) settlement).position().next());
        assertThat(timetable.delayWarningDue(warned, late.plus(Duration.ofDays(1))))
                .isFalse();
    }

    @Test
    void aFaultAtTheLastAttemptIsHeldForAPersonAndNotLost() {
        LeasedEntry leased = leased(Schedule.startingAt(NOW, Duration.ofDays(5)), EntryState.QUEUED);
        var early = (Settlement.Postponed) timetable.fault(leased, Occasion.ATTEMPT, "BUG", NOW);
        assertThat(early.position().state()).isEqualTo(EntryState.QUEUED);
        assertThat(early.position().remaining()).containsExactly(A, B);
        var last = (Settlement.Postponed) timetable.fault(leased, Occasion.LAST_ATTEMPT, "BUG", NOW);
        assertThat(last.position().state()).isEqualTo(EntryState.HELD);
        assertThat(last.report().audit()).extracting("event").containsExactly("held-after-fault");
    }

    @Test
    void aDestinationThatIsDownRestsLongerEachTimeAndIsProbedByOne() {
        var destinations = new Destinations(SpoolConfig.BackOff.DEFAULT, new Random(1));
        assertThat(destinations.openAt("far.example", NOW)).isEqualTo(NOW);
        Instant now = NOW;
        Duration before = Duration.ZERO;
        for (int failure = 0; failure < 5; failure++) {
            destinations.unreachable("far.example", now);
            destinations.unreachable("far.example", now.plusMillis(1));
            Instant open = destinations.openAt("far.example", now);
            assertThat(Duration.between(now, open))
                    .isGreaterThan(before.multipliedBy(5).dividedBy(4));
            before = Duration.between(now, open);
            now = open.plusSeconds(1);
        }
        assertThat(before).isLessThan(Duration.ofMinutes(10));
        assertThat(destinations.limit("far.example", 20)).isEqualTo(1);
        destinations.reached("far.example");
        assertThat(destinations.limit("far.example", 20)).isEqualTo(20);
        assertThat(destinations.openAt("far.example", now)).isEqualTo(now);
    }

    private static AttemptReport delayed() {
        return AttemptReport.of(List.of(new RecipientResult(A, LATER), new RecipientResult(B, LATER)));
    }

    static LeasedEntry leased(Schedule schedule, EntryState state) {
        return leased(schedule, state, "b.example", new TenantId(new UUID(7, 7)), 0);
    }

    static LeasedEntry leased(Schedule schedule, EntryState state, String destination, TenantId tenant, long octets) {
        UUID mail = UUID.randomUUID();
        var envelope = new Envelope(new ReversePath.Null(), List.of(A, B), EnvelopeOptions.NONE);
        var content = new MessageContent(UUID.randomUUID().toString(), 1, "00");
        var transaction = new MailTransaction(mail, tenant, NOW, envelope, content);
        var entry = new QueueEntry(
                UUID.randomUUID(), tenant, mail, List.of(A, B), Letters.PLAIN, List.of(), destination, schedule, state);
        return new LeasedEntry(transaction, entry, InputStream::nullInputStream, octets, false, NOW);
    }

    private static DeliveryAttempt attempt(LeasedEntry leased, Occasion occasion, boolean warn) {
        return new DeliveryAttempt(leased.mail(), leased.entry(), leased.content(), NOW, occasion, warn);
    }
}

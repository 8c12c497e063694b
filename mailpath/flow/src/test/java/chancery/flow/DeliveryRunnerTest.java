package chancery.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chancery.audit.AuditRecord;
import chancery.mail.DeliveryOutcome;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.MailTransaction;
import chancery.mail.MessageContent;
import chancery.mail.Notify;
import chancery.mail.Reason;
import chancery.mail.RecipientResult;
import chancery.mail.SmtpReply;
import chancery.spool.AttemptReport;
import chancery.spool.DeliveryAttempt;
import chancery.spool.EntryState;
import chancery.spool.Occasion;
import chancery.spool.QueueEntry;
import chancery.spool.Schedule;
import chancery.spool.spi.Deliverer;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.TestDatabase;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryRunnerTest {
    private static final Database DATABASE = TestDatabase.fresh();
    private static final ContentVault VAULT = TestDatabase.vault(DATABASE);
    private static final byte[] MAIL = Letters.octets("Subject: a\r\n\r\nsecret body\r\n");

    private final List<String> asked = new ArrayList<>();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static DeliveryOutcome outcome(String word) {
        return switch (word) {
            case "delivered" -> new DeliveryOutcome.Delivered(Map.of());
            case "relayed" -> new DeliveryOutcome.Relayed(SmtpReply.of(250, "2.0.0", "Ok"), Map.of());
            case "delayed" -> new DeliveryOutcome.Delayed(SmtpReply.of(451, "4.3.0", "Later"), Map.of());
            case "unreachable" -> new DeliveryOutcome.Delayed(SmtpReply.of(451, "4.4.1", "No answer"), Map.of());
            case "failed" -> new DeliveryOutcome.Failed(SmtpReply.of(550, "5.1.1", "Unknown"), Map.of());
            case "impossible" -> new DeliveryOutcome.MethodImpossible(new Reason("no-tls", "No TLS."), Map.of());
            default -> throw new AssertionError(word);
        };
    }

    private Deliverer deliverer(String name, String word) {
        return attempt -> {
            asked.add(name);
            return word.equals("missing")
                    ? List.of()
                    : attempt.entry().recipients().stream()
                            .map(r -> new RecipientResult(r, outcome(word)))
                            .toList();
        };
    }

    private AttemptReport run(DeliveryAttempt attempt, String word) {
        var notices = new SenderNotices(Letters.SETTINGS, VAULT, Letters.CLOCK);
        return new DeliveryRunner(
                        deliverer("transport", word),
                        deliverer("portal", word),
                        notices,
                        Letters.SETTINGS,
                        Letters.CLOCK)
                .run(attempt);
    }

    private static DeliveryAttempt attempt(String methods, Occasion occasion) {
        return attempt("anna@clinic.example", methods, occasion, false, Letters.to("b@one.example"));
    }

    private static DeliveryAttempt attempt(
            String sender, String methods, Occasion occasion, boolean warn, EnvelopeRecipient recipient) {
        var envelope = new Envelope(Letters.from(sender), List.of(recipient), EnvelopeOptions.NONE);
        UUID id = UUID.randomUUID();
        var mail = new MailTransaction(
                id, Letters.TENANT, Letters.NOW, envelope, new MessageContent(id.toString(), MAIL.length, "00"));
        var words = Letters.methods(methods);
        var entry = new QueueEntry(
                UUID.randomUUID(),
                Letters.TENANT,
                id,
                List.of(recipient),
                words.getFirst(),
                words.subList(1, words.size()),
                Entries.destination(words.getFirst(), recipient),
                Schedule.startingAt(Letters.NOW, Duration.ofDays(5)),
                EntryState.QUEUED);
        return new DeliveryAttempt(
                mail, entry, () -> new ByteArrayInputStream(MAIL), Letters.NOW.plusSeconds(60), occasion, warn);
    }

    private static String followUps(AttemptReport report) {
        return report.followUps().stream()
                .map(e -> e.method().word() + "+" + DecisionWords.words(e.alternatives()) + " to " + e.destination())
                .collect(Collectors.joining("; "));
    }

    private static String events(AttemptReport report) {
        return report.audit().stream().map(AuditRecord::event).collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{1} by {0} at {2}")
    @CsvSource({
        "opportunistic-tls, relayed, ATTEMPT, '', 0, mail.relayed",
        "portal, delivered, ATTEMPT, '', 0, mail.delivered",
        "verified-tls, delayed, ATTEMPT, '', 0, mail.delayed",
        "'verified-tls,portal', delayed, ATTEMPT, '', 0, mail.delayed",
        "verified-tls, failed, ATTEMPT, '', 1, mail.failed",
        "'verified-tls,portal', failed, ATTEMPT, '', 1, mail.failed",
        "verified-tls, missing, ATTEMPT, '', 0, mail.delayed",
        "verified-tls, impossible, ATTEMPT, '', 1, mail.failed",
        "'verified-tls,portal', impossible, ATTEMPT, portal+ to portal, 0, mail.method-impossible",
        "'portal,verified-tls', impossible, ATTEMPT, verified-tls+ to one.example, 0, mail.method-impossible",
        "verified-tls, relayed, LAST_ATTEMPT, '', 0, mail.relayed",
        "verified-tls, delayed, LAST_ATTEMPT, '', 1, mail.failed",
        "'verified-tls,portal', delayed, LAST_ATTEMPT, portal+ to portal, 0, mail.method-impossible",
        "verified-tls, missing, LAST_ATTEMPT, '', 1, mail.failed",
        "'verified-tls,portal', missing, LAST_ATTEMPT, portal+ to portal, 0, mail.method-impossible",
        "'verified-tls,portal', relayed, CANCELLED, '', 1, mail.failed"
    })
    void whatFollowsFromAnOutcome(
            String methods, String word, Occasion occasion, String followUps, int reports, String events) {
        AttemptReport report = run(attempt(methods, occasion), word);
        assertEquals(followUps, followUps(report));
        assertEquals(reports, report.generated().size());
        assertEquals(events, events(report));
        assertEquals(1, report.results().size());
    }

    @ParameterizedTest(name = "{0} {1} at {2}")
    @CsvSource({
        "verified-tls, impossible, ATTEMPT",
        "verified-tls, delayed, LAST_ATTEMPT",
        "verified-tls, missing, LAST_ATTEMPT",
        "'verified-tls,portal', impossible, ATTEMPT",
        "'verified-tls,portal', delayed, LAST_ATTEMPT",
        "portal, impossible, ATTEMPT",
        "'portal,verified-tls', impossible, LAST_ATTEMPT",
        "portal, failed, ATTEMPT",
        "verified-tls, delayed, CANCELLED"
    })
    void aProtectedMailNeverTravelsOnUnprotected(String methods, String word, Occasion occasion) {
        AttemptReport report = run(attempt(methods, occasion), word);
        for (QueueEntry next : report.followUps()) {
            assertFalse(next.method().equals(Letters.OPPORTUNISTIC), "follow-up " + next.method());
            assertFalse(next.alternatives().contains(Letters.OPPORTUNISTIC), "alternatives");
        }
    }

    @ParameterizedTest(name = "{1} from <{0}> with NOTIFY={2}")
    @CsvSource({
        "anna@clinic.example, failed, '', false, 1",
        "'', failed, '', false, 0",
        "anna@clinic.example, failed, NEVER, false, 0",
        "anna@clinic.example, failed, FAILURE, false, 1",
        "anna@clinic.example, failed, SUCCESS, false, 0",
        "anna@clinic.example, relayed, SUCCESS, false, 1",
        "anna@clinic.example, relayed, FAILURE, false, 0",
        "anna@clinic.example, delayed, '', true, 1",
        "anna@clinic.example, delayed, '', false, 0",
        "anna@clinic.example, delayed, NEVER, true, 0",
        "anna@clinic.example, delayed, FAILURE, true, 0",
        "'', delayed, '', true, 0"
    })
    void theSenderIsToldWhatWasAskedFor(String sender, String word, String notify, boolean warn, int reports) {
        Set<Notify> wishes = notify.isEmpty() ? Set.of() : Set.of(Notify.valueOf(notify));
        var recipient = new EnvelopeRecipient(Letters.address("b@one.example"), wishes, Optional.empty());
        AttemptReport report = run(attempt(sender, "verified-tls", Occasion.ATTEMPT, warn, recipient), word);
        assertEquals(reports, report.generated().size());
    }

    @Test
    void aReportGoesToTheSenderFromNobodyAndWithoutTheBody() throws java.io.IOException {
        var report = run(attempt("verified-tls", Occasion.ATTEMPT), "failed")
                .generated()
                .getFirst();
        assertEquals("", report.mail().envelope().sender().toString());
        assertEquals(
                "anna@clinic.example",
                DecisionWords.join(report.mail().envelope().recipients()));
        String text = new String(report.content().openClear().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(text.contains("Subject: a"), text);
        assertFalse(text.contains("secret body"), text);
        assertEquals("mail.sender-told", report.audit().getFirst().event());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"verified-tls, transport", "opportunistic-tls, transport", "portal, portal"})
    void eachMethodHasItsDeliverer(String method, String expected) {
        run(attempt(method, Occasion.ATTEMPT), "delivered");
        assertEquals(List.of(expected), asked);
    }

    @Test
    void whatWasTakenBackIsNotTried() {
        run(attempt("verified-tls,portal", Occasion.CANCELLED), "relayed");
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"unreachable, true", "delayed, false", "relayed, false", "failed, false"})
    void aDestinationIsDownWhenItCouldNotBeReached(String word, boolean down) {
        assertEquals(down, run(attempt("verified-tls", Occasion.ATTEMPT), word).destinationDown());
    }
}

package chancery.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chancery.mail.Decision;
import chancery.mail.DeliveryMethod;
import chancery.mail.MailTransaction;
import chancery.mail.MessageContent;
import chancery.mail.Reason;
import chancery.mail.RecipientDecision;
import chancery.mail.SmtpReply;
import chancery.spool.QueueEntry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntriesTest {
    private static final Reason WHY = new Reason("test", "A test.");
    private final Entries entries = new Entries(Letters.SETTINGS, Letters.CLOCK);

    /** {@code a@one.example portal; b@one.example verified-tls+portal; c@one.example reject}. */
    private List<QueueEntry> entries(String origin, String decisions) {
        var decided =
                Stream.of(decisions.split("; ")).map(EntriesTest::decision).toList();
        var mail = new MailTransaction(
                UUID.randomUUID(),
                Letters.TENANT,
                Letters.NOW,
                Letters.envelope("anna@clinic.example", "a@one.example"),
                new MessageContent("0193a0e0-0000-7000-8000-000000000002", 1, "00"));
        return entries.of(Letters.origin(origin, Letters.TENANT), mail, decided);
    }

    private static RecipientDecision decision(String text) {
        String[] words = text.split(" ");
        Decision decision = switch (words[1]) {
            case "reject" -> new Decision.Reject(SmtpReply.of(550, "5.7.1", "No"), WHY);
            case "defer" -> new Decision.Defer(SmtpReply.of(450, "4.7.1", "Later"), WHY);
            case "discard" -> new Decision.Discard(WHY);
            case "quarantine" -> new Decision.Quarantine(Duration.ofDays(3), WHY);
            default -> deliver(Letters.methods(words[1].replace('+', ',')));
        };
        return new RecipientDecision(Letters.to(words[0]), decision, 1, "rule");
    }

    private static Decision deliver(List<DeliveryMethod> methods) {
        return new Decision.Deliver(methods.getFirst(), methods.subList(1, methods.size()), WHY);
    }

    private static String words(List<QueueEntry> entries) {
        return entries.stream()
                .map(e -> DecisionWords.join(e.recipients()) + " " + e.method().word() + "+"
                        + DecisionWords.words(e.alternatives()) + " to " + e.destination() + " " + e.state())
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "account, 'a@one.example verified-tls; b@one.example verified-tls', 'a@one.example b@one.example verified-tls+ to one.example QUEUED'",
        "account, 'a@one.example verified-tls; b@two.example verified-tls', 'a@one.example verified-tls+ to one.example QUEUED; b@two.example verified-tls+ to two.example QUEUED'",
        "account, 'a@one.example portal; b@two.example portal', 'a@one.example b@two.example portal+ to portal QUEUED'",
        "account, 'a@one.example verified-tls+portal; b@one.example verified-tls', 'a@one.example verified-tls+portal to one.example QUEUED; b@one.example verified-tls+ to one.example QUEUED'",
        "account, 'a@one.example opportunistic-tls; b@one.example verified-tls', 'a@one.example opportunistic-tls+ to one.example QUEUED; b@one.example verified-tls+ to one.example QUEUED'",
        "account, 'a@one.example discard; b@one.example defer', ''",
        "account, 'a@one.example reject', ''",
        "relay-host, 'a@one.example reject', ''",
        "outside, 'a@one.example reject', 'a@one.example opportunistic-tls+ to one.example HELD'",
        "outside, 'a@one.example quarantine', 'a@one.example opportunistic-tls+ to one.example HELD'",
        "account, 'a@one.example quarantine', 'a@one.example portal+ to portal HELD'"
    })
    void recipientsAreGroupedByWhatIsDoneForThem(String origin, String decisions, String expected) {
        assertEquals(expected, words(entries(origin, decisions)));
    }

    @Test
    void everyEntryHasItsTime() {
        var queued = entries("account", "a@one.example portal").getFirst().schedule();
        assertEquals(Letters.NOW, queued.nextAttemptAt());
        assertEquals(Letters.NOW.plus(Duration.ofDays(5)), queued.expiresAt());
        var asked = entries("outside", "a@one.example quarantine").getFirst().schedule();
        assertEquals(Letters.NOW.plus(Duration.ofDays(3)), asked.expiresAt());
        var refused = entries("outside", "a@one.example reject").getFirst().schedule();
        assertEquals(Letters.NOW.plus(Duration.ofDays(14)), refused.expiresAt());
    }
}

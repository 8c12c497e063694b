package chancery.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chancery.store.Opened;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailFlowTest {
    private static final String PLAIN = "Subject: a\r\n\r\nbody\r\n";

    private final RunningFlow flow = new RunningFlow();

    @AfterEach
    void close() throws InterruptedException {
        flow.close();
    }

    @ParameterizedTest(name = "{0} to {1} with {2}")
    @CsvSource({
        "outside, a@clinic.example, Subject: a, a@clinic.example opportunistic-tls QUEUED, mail.received mail.decided",
        "account, b@else.example, Subject: a, b@else.example opportunistic-tls QUEUED, mail.received mail.decided",
        "account, b@else.example, Subject: [secure] a, b@else.example verified-tls QUEUED, mail.received mail.decided",
        "relay-host, b@else.example, Subject: [secure] a, b@else.example verified-tls QUEUED, mail.received mail.decided",
        "portal, a@clinic.example, Subject: a, a@clinic.example opportunistic-tls QUEUED, mail.received mail.decided",
        "outside, a@clinic.example, X-Hold: yes, a@clinic.example opportunistic-tls HELD, mail.received mail.decided",
        "account, b@else.example, X-Hold: yes, b@else.example portal HELD, mail.received mail.decided",
        "outside, 'a@clinic.example,no@clinic.example', Subject: a, a@clinic.example opportunistic-tls QUEUED; no@clinic.example opportunistic-tls HELD, mail.received mail.decided mail.decided",
        "account, 'b@else.example,no@else.example', Subject: a, anna@clinic.example opportunistic-tls QUEUED; b@else.example opportunistic-tls QUEUED, mail.received mail.decided mail.decided mail.sender-told"
    })
    void anAcceptedMailWaitsAsItWasDecided(
            String origin, String recipients, String header, String entries, String events) {
        var reply = flow.offer(origin, "anna@clinic.example", recipients, header + "\r\n\r\nbody\r\n");
        assertEquals(250, reply.reply().code(), reply.reply().text());
        assertEquals(entries, flow.entries(flow.clinic));
        assertEquals(events, flow.accepted(flow.clinic, reply.id()));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "outside, no@clinic.example, 5, rejected by no",
        "account, no@else.example, 5, rejected by no",
        "outside, 'no@clinic.example,no@practice.example', 5, rejected by no",
        "outside, later@clinic.example, 4, deferred by later",
        "outside, 'a@clinic.example,later@clinic.example', 4, deferred by later",
        "account, 'no@else.example,later@else.example', 4, deferred by later",
        "outside, 'a@clinic.example,later@practice.example', 4, deferred by later"
    })
    void nothingIsKeptOfAMailThatIsNotTaken(String origin, String recipients, int replyClass, String log) {
        var reply = flow.offer(origin, "anna@clinic.example", recipients, PLAIN);
        assertEquals(replyClass, reply.reply().code() / 100);
        assertEquals(log, reply.log());
        assertNothingKept();
    }

    @Test
    void aMailForTwoTenantsBecomesOneOfEachWhoSeesNothingOfTheOther() {
        var reply = flow.offer("outside", "x@else.example", "a@clinic.example,p@practice.example", PLAIN);
        assertEquals(250, reply.reply().code());
        assertEquals("a@clinic.example opportunistic-tls QUEUED", flow.entries(flow.clinic));
        assertEquals("p@practice.example opportunistic-tls QUEUED", flow.entries(flow.practice));
        assertEquals("mail.received mail.decided", flow.accepted(flow.clinic, reply.id()));
        assertEquals("", flow.accepted(flow.practice, reply.id()));
        var opened = flow.vault.open(flow.clinic, reply.id());
        assertTrue(opened instanceof Opened.Content, opened.toString());
        assertFalse(flow.vault.open(flow.practice, reply.id()) instanceof Opened.Content);
    }

    @Test
    void theContentIsKeptWithOurTraceOnTop() throws IOException {
        var reply = flow.offer("outside", "x@else.example", "a@clinic.example", PLAIN);
        if (!(flow.vault.open(flow.clinic, reply.id()) instanceof Opened.Content content)) {
            throw new AssertionError("no content");
        }
        try (var in = content.clear()) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(text.startsWith("Received: from client.example ([127.0.0.1])\r\n by mx.example"), text);
            assertTrue(text.endsWith(PLAIN), text);
        }
    }

    @ParameterizedTest(name = "{0} hops: {1}")
    @CsvSource({"5, 250", "6, 554"})
    void aMailThatLoopsIsRefused(int hops, int code) {
        var reply =
                flow.offer("outside", "x@else.example", "a@clinic.example", "Received: by a\r\n".repeat(hops) + PLAIN);
        assertEquals(code, reply.reply().code());
        assertEquals(code == 250 ? 1 : 0, flow.mails(flow.clinic));
    }

    @Test
    void aHeaderSectionBeyondItsLimitIsRefused() {
        var reply = flow.offer(
                "outside", "x@else.example", "a@clinic.example", "X-Filler: " + "x".repeat(4096) + "\r\n" + PLAIN);
        assertEquals(552, reply.reply().code());
        assertNothingKept();
    }

    @Test
    void aStructureBeyondTheDepthLimitIsRefused() {
        var content = new StringBuilder("Subject: a\r\n");
        for (int i = 0; i < 20; i++) {
            content.append("Content-Type: multipart/mixed; boundary=b").append(i);
            content.append("\r\n\r\n--b").append(i).append("\r\n");
        }
        var reply = flow.offer("outside", "x@else.example", "a@clinic.example", content + "\r\nx\r\n");
        assertEquals(554, reply.reply().code(), reply.log());
        assertEquals("mime-limits", reply.log());
        assertNothingKept();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no header at all", "\r\n", "Subject: a"})
    void aContentWithoutBodyOrHeaderIsTaken(String content) {
        assertEquals(
                250,
                flow.offer("outside", "", "a@clinic.example", content).reply().code());
    }

    private void assertNothingKept() {
        assertEquals(0, flow.mails(flow.clinic) + flow.mails(flow.practice));
        assertEquals("", flow.entries(flow.clinic) + flow.entries(flow.practice));
        assertEquals(0, flow.attempts.size());
    }
}

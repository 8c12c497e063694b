package chancery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that take up places: slow, deaf, many. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HardClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sink sink = new Sink(local -> new byte[0]);
    private final Gateway gateway = Gateway.started(GatewayConfig.to(sink)
            .withLimits("  idle: 2s\n  connections: 30\n  connections-per-address: 20\n")
            .withRate(60));

    @AfterAll
    void close() {
        gateway.close();
        sink.close();
    }

    private SmtpTalk from(String client) throws IOException {
        return SmtpTalk.connectFrom(InetAddress.getByName(client), gateway.mx(), PATIENCE);
    }

    private static List<SmtpTalk> closed(List<SmtpTalk> talks) {
        talks.forEach(SmtpTalk::close);
        return talks;
    }

    private void serves() throws IOException {
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            byte[] content = "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
            assertThat(talk.mail("sender@clinic.example", "x@sink.example", content))
                    .startsWith("250");
        }
    }

    @Test
    void anOctetNowAndThenIsNoCommand() throws IOException {
        try (SmtpTalk talk = SmtpTalk.connect(gateway.mx())) {
            talk.require("220");
            Thread.ofVirtual().start(() -> drip(talk, "EHLO " + "a".repeat(200)));
            assertThat(talk.reply()).startsWith("421 4.4.2");
        }
        serves();
    }

    @Test
    void silenceWithinAContent() throws IOException {
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            talk.ask("MAIL FROM:<sender@clinic.example>");
            talk.ask("RCPT TO:<never@sink.example>");
            assertThat(talk.ask("DATA")).startsWith("354");
            talk.say("Subject: x");
            assertThat(talk.reply()).startsWith("421 4.4.2");
        }
        assertThat(sink.has("never")).isFalse();
        serves();
    }

    private static void drip(SmtpTalk talk, String line) {
        try {
            for (byte octet : line.getBytes(StandardCharsets.US_ASCII)) {
                talk.send(new byte[] {octet});
                Await.pause(Duration.ofMillis(300));
            }
        } catch (IOException e) {
            // cut off
        }
    }

    /** What it is sent fills every buffer between us; nobody waits for it for ever. */
    @Test
    void aClientThatNeverReads() throws IOException {
        try (SmtpTalk talk = SmtpTalk.connect(gateway.mx())) {
            byte[] commands = "EHLO x\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 10_000; i++) {
                        talk.send(commands);
                    }
                } catch (IOException e) {
                    // cut off, as it should be
                }
            });
            Await.until(PATIENCE, "it is cut off", () -> !writer.isAlive());
        }
        serves();
    }

    @Test
    void floodsUpToTheLimitsAndTheTimeAfter() throws IOException {
        var talks = new ArrayList<SmtpTalk>();
        try {
            // what other tests have let go of is gone a moment later
            Await.until(PATIENCE, "twenty places", () -> holds(talks, "127.0.0.20", 20));
            talks.add(from("127.0.0.20"));
            assertThat(talks.getLast().reply()).as("one too many from there").startsWith("421");
            Await.until(PATIENCE, "ten more", () -> holds(talks, "127.0.0.21", 31));
            talks.add(from("127.0.0.22"));
            assertThat(talks.getLast().reply()).as("one too many in all").startsWith("421");
        } finally {
            closed(talks);
        }
        Await.until(PATIENCE, "it serves again", () -> {
            try {
                serves();
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Opens connections until there are {@code most}; false when one was refused, which is none of them. */
    private boolean holds(List<SmtpTalk> talks, String client, int most) {
        try {
            while (talks.size() < most) {
                SmtpTalk talk = from(client);
                if (!talk.reply().startsWith("220")) {
                    talk.close();
                    return false;
                }
                talks.add(talk);
            }
            return true;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void connectionsOfOneAddressPerMinute() throws IOException {
        assertThat(refusedOf("127.0.0.30", 90))
                .as("a minute's worth of 60, and what flows back meanwhile")
                .isBetween(10, 30);
        assertThat(refusedOf("127.0.0.31", 10)).as("another client").isZero();
        assertThat(refusedOf("127.0.0.1", 90))
                .as("a relay host of a tenant is not counted")
                .isZero();
    }

    private int refusedOf(String client, int connections) throws IOException {
        int refused = 0;
        for (int i = 0; i < connections; i++) {
            try (SmtpTalk talk = from(client)) {
                String greeting = talk.reply();
                refused += greeting.startsWith("421") ? 1 : 0;
                assertThat(greeting).matches("(220|421) .+");
                if (greeting.startsWith("220")) {
                    talk.ask("QUIT");
                }
            }
        }
        return refused;
    }
}

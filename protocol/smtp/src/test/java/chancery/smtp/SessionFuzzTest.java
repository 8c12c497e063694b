package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Junk and mutated dialogues in each state of a session. The server must answer every connection with well-formed
 * replies, end it in time, close every transaction that it opened, and serve the next client.
 */
class SessionFuzzTest {
    private static final Duration SOAK = Duration.ofMinutes(Long.getLong("chancery.fuzz.minutes", 10));

    enum State {
        CONNECTED(""),
        GREETED("EHLO fuzz.example\r\n"),
        SENDER("EHLO fuzz.example\r\nMAIL FROM:<a@client.example>\r\n"),
        RECIPIENT("EHLO fuzz.example\r\nMAIL FROM:<a@client.example>\r\nRCPT TO:<b@ours.example>\r\n"),
        DATA("EHLO fuzz.example\r\nMAIL FROM:<a@client.example>\r\nRCPT TO:<b@ours.example>\r\nDATA\r\n"),
        CHUNKS("EHLO fuzz.example\r\nMAIL FROM:<>\r\nRCPT TO:<b@ours.example>\r\nBDAT 3\r\na\r\n");

        private final String opening;

        State(String opening) {
            this.opening = opening;
        }
    }

    private static final List<String> WORDS = List.of(
            "EHLO x\r\n",
            "HELO [::1]\r\n",
            "MAIL FROM:<a@b.example> SIZE=10 BODY=8BITMIME RET=HDRS ENVID=x+20y\r\n",
            "MAIL FROM:<> SMTPUTF8 REQUIRETLS AUTH=<>\r\n",
            "RCPT TO:<\"q\\\"\"@ours.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;a+40b\r\n",
            "RCPT TO:<@x.example:nobody@ours.example>\r\n",
            "DATA\r\n",
            "BDAT 10\r\n",
            "BDAT 5 LAST\r\nabc\r\n",
            "BDAT 99999999999999999\r\n",
            "RSET\r\n",
            "AUTH PLAIN =\r\n",
            "STARTTLS\r\n",
            "VRFY x\r\n",
            "\r\n.\r\n",
            "\n.\n",
            "\r.\r",
            ".\r\n",
            "..\r\n",
            "Subject: x\r\n\r\n",
            "\0",
            "x".repeat(3_000),
            "é\r\n",
            "QUIT\r\n");

    @ParameterizedTest
    @EnumSource(State.class)
    void everySessionIsAnsweredAndEnds(State state) throws IOException {
        try (var server = server()) {
            for (int seed = 0; seed < 60; seed++) {
                attack(server, state, new Random(seed * 31L + state.ordinal()), "seed " + seed);
            }
            assertStillServes(server);
        }
    }

    @Test
    @Tag("soak")
    void everySessionIsAnsweredAndEndsForLong() throws IOException {
        long seed = System.nanoTime();
        long end = System.nanoTime() + SOAK.toNanos();
        try (var server = server()) {
            while (System.nanoTime() < end) {
                for (State state : State.values()) {
                    attack(server, state, new Random(++seed), "seed " + seed);
                }
            }
            assertStillServes(server);
        }
    }

    private static TestServer server() {
        var patience = new SmtpLimits.Patience(
                Duration.ofMillis(400),
                Duration.ofMillis(400),
                Duration.ofSeconds(5),
                0,
                Duration.ofSeconds(5),
                Duration.ofMillis(200));
        return TestServer.withLimits(
                SmtpLimits.DEFAULT.withPatience(patience).withContent(new SmtpLimits.Content(5_000, 2_000, 20_000)));
    }

    private static void attack(TestServer server, State state, Random random, String name) throws IOException {
        String answers;
        try (TestClient client = server.connect()) {
            try {
                client.send(state.opening);
                client.send(junk(random));
                client.finishSending();
                answers = client.rest();
            } catch (IOException e) {
                // the server may reset a client that sends on after a refusal
                return;
            }
        }
        int tls = answers.indexOf("220 2.0.0 Ready to start TLS\r\n");
        if (tls >= 0) {
            // what follows is a TLS alert, since the junk behind is no handshake
            answers = answers.substring(0, answers.indexOf('\n', tls) + 1);
        }
        List<String> lines = answers.lines().toList();
        assertThat(lines).as(name).isNotEmpty().allMatch(line -> line.matches("[2345]\\d\\d[ -][ -~]*"));
        assertThat(answers).as(name).endsWith("\r\n");
    }

    private static byte[] junk(Random random) {
        var out = new ByteArrayOutputStream();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
            switch (random.nextInt(4)) {
                case 0 -> out.writeBytes(mutated(word, random));
                case 1 -> out.writeBytes(noise(random));
                default -> out.writeBytes(word);
            }
        }
        return out.toByteArray();
    }

    private static byte[] mutated(byte[] word, Random random) {
        byte[] copy = word.clone();
        for (int i = 0; i <= copy.length / 10; i++) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private static byte[] noise(Random random) {
        byte[] octets = new byte[random.nextInt(200)];
        random.nextBytes(octets);
        return octets;
    }

    private static void assertStillServes(TestServer server) throws IOException {
        int before = server.service.mails.size();
        try (TestClient client = server.inData()) {
            assertThat(client.command("still here\r\n.")).startsWith("250 ");
        }
        assertThat(server.service.mails).hasSizeGreaterThan(before);
        assertThat(server.service.mails.getLast().text()).isEqualTo("still here\r\n");
        server.listener.stop(Duration.ofSeconds(10));
        List<String> events = server.service.events;
        assertThat(events.stream().filter(event -> event.startsWith("open")).count())
                .isEqualTo(events.stream().filter("closed"::equals).count());
    }
}

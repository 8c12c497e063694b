package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.net.CidrSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a client cannot take from the server: time, connections, memory. */
class LimitsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);

    private static SmtpLimits patience(Duration command, Duration block, Duration content, int rate, Duration after) {
        return SmtpLimits.DEFAULT.withPatience(
                new SmtpLimits.Patience(command, block, content, rate, after, Duration.ofSeconds(10)));
    }

    @Test
    void aSilentClientIsToldAndCutOff() throws IOException {
        try (var server = TestServer.withLimits(patience(SHORT, LONG, LONG, 0, LONG));
                TestClient client = server.connect()) {
            client.reply();
            client.send("HE");
            assertThat(client.rest()).startsWith("421 4.4.2 ");
        }
    }

    @Test
    void aSilentClientBehindTlsIsToldToo() throws IOException {
        try (var server = new TestServer(
                        ListenerKind.SUBMISSIONS,
                        config -> config.withLimits(patience(Duration.ofSeconds(2), LONG, LONG, 0, LONG)));
                TestClient client = server.connect()) {
            client.startTls(TestServer.tls(), "mx.example");
            assertThat(client.reply()).startsWith("220 ");
            assertThat(client.line()).startsWith("421 4.4.2 ");
            assertThat(client.line()).isEqualTo("(closed)");
        }
    }

    @Test
    void aClientThatNeverStartsTlsIsCutOff() throws IOException {
        try (var server = new TestServer(
                        ListenerKind.SUBMISSIONS, config -> config.withLimits(patience(SHORT, LONG, LONG, 0, LONG)));
                TestClient client = server.connect()) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void silenceWithinTheContentEndsIt() throws IOException {
        try (var server = TestServer.withLimits(patience(LONG, SHORT, LONG, 0, LONG));
                TestClient client = server.inData()) {
            client.send("Subject: x\r\n");
            assertThat(client.rest()).startsWith("421 4.4.2 ");
            assertThat(server.service.mails).isEmpty();
        }
    }

    @Test
    void aDrippingSenderFallsBelowTheRate() throws IOException {
        try (var server = TestServer.withLimits(patience(LONG, LONG, LONG, 1_000_000_000, Duration.ofMillis(50)));
                TestClient client = server.inData()) {
            String answer = drip(client);
            assertThat(answer).startsWith("421 4.4.2 ");
            assertThat(server.service.mails).isEmpty();
        }
    }

    @Test
    void aWholeContentHasItsTime() throws IOException {
        try (var server = TestServer.withLimits(patience(LONG, LONG, SHORT, 0, LONG));
                TestClient client = server.inData()) {
            assertThat(drip(client)).startsWith("421 4.4.2 ");
        }
    }

    private static String drip(TestClient client) {
        try {
            for (int i = 0; i < 1_000_000; i++) {
                client.send("a\r\n");
            }
        } catch (IOException e) {
            // the server has closed; its last words are still to be read
        }
        try {
            return client.line();
        } catch (IOException e) {
            return "421 4.4.2 (lost in a reset)";
        }
    }

    @Test
    void connectionsFromOneAddressAreCounted() throws IOException {
        var session = new SmtpLimits.Session(100, 2, 10, 10, 10, 60);
        try (var server = TestServer.withLimits(SmtpLimits.DEFAULT.withSession(session));
                TestClient first = server.connect();
                TestClient second = server.connect()) {
            assertThat(first.reply()).startsWith("220 ");
            assertThat(second.reply()).startsWith("220 ");
            try (TestClient third = server.connect()) {
                assertThat(third.rest()).startsWith("421 Too many connections");
            }
            first.command("QUIT");
            assertThat(first.rest()).isEmpty();
            assertThat(connectedAgain(server)).startsWith("220 ");
        }
    }

    // the server gives a place back a moment after it has closed the connection
    private static String connectedAgain(TestServer server) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            try (TestClient next = server.connect()) {
                String greeting = next.reply();
                if (greeting.startsWith("220")) {
                    return greeting;
                }
            }
        }
        return "never";
    }

    @Test
    void connectionsInTotalAreCounted() throws IOException {
        var session = new SmtpLimits.Session(1, 10, 10, 10, 10, 60);
        try (var server = TestServer.withLimits(SmtpLimits.DEFAULT.withSession(session));
                TestClient first = server.connect()) {
            assertThat(first.reply()).startsWith("220 ");
            try (TestClient second = server.connect()) {
                assertThat(second.rest()).startsWith("421 Too many connections");
            }
        }
    }

    @Test
    void commandsThatMoveNoMailAreCounted() throws IOException {
        var session = new SmtpLimits.Session(10, 10, 10, 10, 10, 5);
        try (var server = TestServer.withLimits(SmtpLimits.DEFAULT.withSession(session));
                TestClient client = server.greeted()) {
            client.send("NOOP\r\n".repeat(10));
            assertThat(client.rest().lines().toList())
                    .hasSize(5)
                    .last()
                    .asString()
                    .startsWith("421 4.7.0 ");
        }
    }

    @Test
    void aGigabyteIsRefusedWithoutBeingKept() throws IOException {
        var content = new SmtpLimits.Content(10_000_000, 64 << 10, 2L << 30);
        try (var server = TestServer.withLimits(SmtpLimits.DEFAULT.withContent(content));
                TestClient client = server.inData()) {
            byte[] megabyte = ("x".repeat(1_022) + "\r\n").repeat(1_024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 1_024; i++) {
                client.send(megabyte);
            }
            client.send(".\r\n");
            assertThat(client.reply()).startsWith("552 5.3.4 ");
            assertThat(client.command("NOOP")).startsWith("250 ");
            assertThat(server.service.mails).isEmpty();
        }
    }

    @Test
    void drainingHasAnEnd() throws IOException {
        var content = new SmtpLimits.Content(1_000, 64 << 10, 100_000);
        try (var server = TestServer.withLimits(SmtpLimits.DEFAULT.withContent(content));
                TestClient client = server.inData()) {
            byte[] chunk = "0123456\r\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
            client.send(chunk);
            assertThat(client.rest()).startsWith("552 5.3.4 ");
        }
    }

    @Test
    void tenThousandRecipientsPipelined() throws IOException {
        var session = new SmtpLimits.Session(10, 10, 10_000, 10, 10, 60);
        try (var server = TestServer.withLimits(SmtpLimits.DEFAULT.withSession(session));
                TestClient client = server.greeted()) {
            var commands = new StringBuilder("MAIL FROM:<a@client.example>\r\n");
            for (int i = 0; i < 10_001; i++) {
                commands.append("RCPT TO:<r").append(i).append("@ours.example>\r\n");
            }
            var writer = Thread.ofVirtual().start(() -> sendQuietly(client, commands.toString()));
            assertThat(client.reply()).startsWith("250 2.1.0");
            for (int i = 0; i < 10_000; i++) {
                assertThat(client.reply()).startsWith("250 2.1.5");
            }
            assertThat(client.reply()).startsWith("452 4.5.3");
            assertThat(writer.getState()).isNotEqualTo(Thread.State.NEW);
            client.command("DATA");
            assertThat(client.command(".")).startsWith("250 ");
            assertThat(server.service.mails.getFirst().recipients()).hasSize(10_000);
        }
    }

    private static void sendQuietly(TestClient client, String text) {
        try {
            client.send(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aStoppingServerEndsIdleSessionsAndFinishesTransactions() throws Exception {
        try (var server = TestServer.of(ListenerKind.MX);
                TestClient idle = server.greeted();
                TestClient busy = server.inData()) {
            var outcome = new ArrayList<Boolean>();
            Thread stop = Thread.ofVirtual().start(() -> outcome.add(server.listener.stop(Duration.ofSeconds(20))));
            assertThat(idle.rest()).startsWith("421 4.3.2 ");
            assertThat(busy.command("text\r\n.")).startsWith("250 ");
            assertThat(busy.rest()).startsWith("421 4.3.2 ");
            stop.join();
            assertThat(outcome).containsExactly(true);
            assertThat(server.service.mails).hasSize(1);
        }
    }

    @Test
    void aNamedProxyTellsTheClientAndNobodyElseDoes() throws IOException, SyntaxException {
        CidrSet loopback = CidrSet.parse("127.0.0.0/8");
        try (var server = new TestServer(ListenerKind.MX, config -> config.withProxies(loopback))) {
            try (TestClient client = server.connect()) {
                client.send("PROXY TCP4 192.0.2.7 198.51.100.1 40000 25\r\n");
                assertThat(client.reply()).startsWith("220 ");
            }
            try (TestClient client = server.connect()) {
                byte[] header = {
                    '\r',
                    '\n',
                    '\r',
                    '\n',
                    0,
                    '\r',
                    '\n',
                    'Q',
                    'U',
                    'I',
                    'T',
                    '\n',
                    0x21,
                    0x11,
                    0,
                    12,
                    (byte) 192,
                    0,
                    2,
                    8,
                    (byte) 198,
                    51,
                    100,
                    1,
                    1,
                    0,
                    0,
                    25
                };
                client.send(Arrays.copyOf(header, 20)).send(Arrays.copyOfRange(header, 20, header.length));
                assertThat(client.reply()).startsWith("220 ");
            }
            try (TestClient client = server.connect()) {
                client.send("EHLO not-a-proxy-header\r\n");
                assertThat(client.rest()).isEmpty();
            }
            assertThat(server.service.events)
                    .contains("open 192.0.2.7", "open 192.0.2.8")
                    .doesNotContain("open 127.0.0.1");
        }
        try (var server = TestServer.of(ListenerKind.MX);
                TestClient client = server.connect()) {
            client.reply();
            assertThat(client.command("PROXY TCP4 192.0.2.7 198.51.100.1 40000 25"))
                    .startsWith("500 ");
        }
    }
}

package chancery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client should send, and what it is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
    private static final String SENDER = "sender@clinic.example";

    private final Map<String, byte[]> sent = new ConcurrentHashMap<>();
    private final Sink sink = new Sink(local -> sent.getOrDefault(local, new byte[0]));
    private final Gateway gateway = Gateway.started(GatewayConfig.to(sink).withLimits("  message-size: 4MB"));
    private final long process = gateway.pid();

    @AfterAll
    void close() {
        gateway.close();
        sink.close();
    }

    @BeforeEach
    void stillTheSameProcess() {
        assertThat(gateway.isAlive()).isTrue();
        assertThat(gateway.pid()).isEqualTo(process);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String send(String recipient, byte[] content) throws IOException {
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            return talk.mail(SENDER, recipient, content);
        }
    }

    private void delivered(String local, byte[] content) throws IOException {
        sent.put(local, content);
        assertThat(send(local + "@sink.example", content)).startsWith("250 2.");
        Await.until(Duration.ofSeconds(20), local + " arrives", () -> sink.has(local));
        assertThat(sink.changed()).doesNotContain(local);
    }

    @ParameterizedTest(name = "RCPT TO:<{0}>: {1}")
    @CsvSource({
        "'\"a b\"@sink.example', 250 2.1.5",
        "'\"a\\\"b\\\\c\"@sink.example', 250 2.1.5",
        "'\"a@b\"@sink.example', 250 2.1.5",
        "x@xn--bcher-kva.example, 250 2.1.5",
        "x@b\u00fccher.example, 553 5.6.7",
        "\u00fc@sink.example, 553 5.6.7",
        "x@[127.0.0.1, 501 5.",
        "x@@sink.example, 501 5.",
        "x y@sink.example, 501 5.",
        "x@, 501 5.",
        "@sink.example, 501 5.",
        "x@sink..example, 501 5."
    })
    void addresses(String address, String reply) throws IOException {
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            assertThat(talk.ask("MAIL FROM:<" + SENDER + ">")).startsWith("250");
            assertThat(talk.ask("RCPT TO:<" + address + ">")).startsWith(reply);
            assertThat(talk.ask("RCPT TO:<good@sink.example>")).startsWith("250");
        }
    }

    @Test
    void anAddressOf320Characters() throws IOException {
        String address = "l".repeat(64) + "@" + ("d".repeat(60) + ".").repeat(4) + "d".repeat(11);
        assertThat(address).hasSize(320);
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            assertThat(talk.ask("MAIL FROM:<" + SENDER + ">")).startsWith("250");
            // RFC 5321 §4.5.3.1.3: a server must take 256 and may take more
            assertThat(talk.ask("RCPT TO:<" + address + ">")).startsWith("250");
            assertThat(talk.ask("RCPT TO:<l" + address + ">")).startsWith("501 5.");
            assertThat(talk.ask("RCPT TO:<" + address.substring(0, 60) + "@sink.example>"))
                    .startsWith("250");
        }
    }

    @Test
    void internationalAddressesWithTheExtension() throws IOException {
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            assertThat(talk.ask("MAIL FROM:<" + SENDER + "> SMTPUTF8")).startsWith("250");
            assertThat(talk.ask("RCPT TO:<\u00fcbung@sink.example>")).startsWith("250");
            assertThat(talk.ask("DATA")).startsWith("354");
            talk.send(octets("Subject: x\r\n\r\nx\r\n.\r\n"));
            assertThat(talk.reply()).startsWith("250");
        }
        Await.until(Duration.ofSeconds(20), "arrives", () -> sink.has("\u00fcbung"));
    }

    @Test
    void aHeaderSectionOfAlmostAMegabyteAndOneOfMore() throws IOException {
        String field = "X-Long: " + "x".repeat(900) + "\r\n";
        delivered("header", octets("Subject: x\r\n" + field.repeat(1100) + "\r\nbody\r\n"));
        assertThat(send("no@sink.example", octets("Subject: x\r\n" + field.repeat(1300) + "\r\nbody\r\n")))
                .startsWith("552 5.3.4");
        assertThat(send("no@sink.example", octets("X-Long: " + "x".repeat(2 << 20) + "\r\n\r\nbody\r\n")))
                .startsWith("5");
        assertThat(sink.has("no")).isFalse();
    }

    @Test
    void nothingInTheBody() throws IOException {
        delivered("headers-alone", octets("Subject: x\r\n"));
        delivered("empty-body", octets("Subject: x\r\n\r\n"));
    }

    @Test
    void nothingAtAll() throws IOException {
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            assertThat(talk.ask("MAIL FROM:<" + SENDER + ">")).startsWith("250");
            assertThat(talk.ask("RCPT TO:<empty@sink.example>")).startsWith("250");
            assertThat(talk.ask("DATA")).startsWith("354");
            assertThat(talk.ask(".")).startsWith("250");
        }
        Await.until(Duration.ofSeconds(20), "arrives", () -> sink.has("empty"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a\0b", "a\rb", "a\nb", "\n", "\r", "\0"})
    void octetsThatStandWhereTheyMayNot(String bad) throws IOException {
        assertThat(send("bad@sink.example", octets("Subject: x\r\n\r\nbefore " + bad + " after\r\n")))
                .startsWith("550 5.6.0");
        assertThat(sink.has("bad")).isFalse();
    }

    /** Each could be an end of data for another server; behind it stands what would be smuggled. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\n.\n",
                "\r.\r",
                "\r.\n",
                "\n.\r",
                "\n.\r\n",
                "\r\n.\n",
                "\r.\r\n",
                "\r\n.\r",
                "\r\n\0.\r\n",
                "\r\n.\0\r\n"
            })
    void smuggling(String sequence) throws IOException {
        String second =
                "MAIL FROM:<" + SENDER + ">\r\nRCPT TO:<smuggled@sink.example>\r\nDATA\r\nSubject: y\r\n\r\ny\r\n.\r\n";
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            talk.ask("MAIL FROM:<" + SENDER + ">");
            talk.ask("RCPT TO:<carrier@sink.example>");
            assertThat(talk.ask("DATA")).startsWith("354");
            talk.send(octets("Subject: x\r\n\r\nbody" + sequence + second));
            assertThat(talk.reply()).startsWith("550 5.6.0");
            // whatever comes next may be somebody else's
            assertThat(talk.reply()).isEmpty();
        }
        delivered("after-" + Integer.toHexString(sequence.hashCode()), octets("Subject: x\r\n\r\nx\r\n"));
        assertThat(sink.has("smuggled")).isFalse();
        assertThat(sink.has("carrier")).isFalse();
    }

    @Test
    void aCommandBehindStartTls() throws IOException {
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            talk.send(octets("STARTTLS\r\nMAIL FROM:<" + SENDER + ">\r\n"));
            assertThat(talk.reply()).startsWith("554 5.5.1");
            assertThat(talk.reply()).as("closed").isEmpty();
        }
    }

    @Test
    void tenThousandRecipients() throws IOException {
        int accepted = 0;
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            assertThat(talk.ask("MAIL FROM:<" + SENDER + ">")).startsWith("250");
            for (int block = 0; block < 100; block++) {
                var commands = new StringBuilder();
                for (int i = 0; i < 100; i++) {
                    commands.append("RCPT TO:<many").append(block * 100 + i).append("@sink.example>\r\n");
                }
                talk.send(octets(commands.toString()));
                for (int i = 0; i < 100; i++) {
                    String reply = talk.reply();
                    accepted += reply.startsWith("250") ? 1 : 0;
                    assertThat(reply).matches("250 2\\.1\\.5.*|452 4\\.5\\.3.*");
                }
            }
            assertThat(talk.ask("DATA")).startsWith("354");
            talk.send(octets("Subject: x\r\n\r\nx\r\n.\r\n"));
            assertThat(talk.reply()).startsWith("250");
        }
        assertThat(accepted).isEqualTo(1000);
        Await.until(
                Duration.ofSeconds(60),
                "all thousand arrive",
                () -> sink.arrived().stream().filter(l -> l.startsWith("many")).count() == 1000);
    }

    @Test
    void moreThanTheLimitIsRefusedWithoutKeepingIt() throws IOException {
        try (SmtpTalk talk = SmtpTalk.hello(gateway.mx())) {
            assertThat(talk.ask("MAIL FROM:<" + SENDER + "> SIZE=1073741824")).startsWith("552 5.3.4");
            assertThat(talk.ask("MAIL FROM:<" + SENDER + ">")).startsWith("250");
            assertThat(talk.ask("RCPT TO:<large@sink.example>")).startsWith("250");
            assertThat(talk.ask("DATA")).startsWith("354");
            byte[] block = octets(("x".repeat(998) + "\r\n").repeat(100));
            Thread.ofVirtual().start(() -> pour(talk, block));
            assertThat(talk.reply()).startsWith("552 5.3.4");
        }
        assertThat(sink.has("large")).isFalse();
        delivered("after-large", octets("Subject: x\r\n\r\nx\r\n"));
    }

    /** A gigabyte, or as much of it as the server listens to. */
    private static void pour(SmtpTalk talk, byte[] block) {
        try {
            for (long left = 1L << 30; left > 0; left -= block.length) {
                talk.send(block);
            }
            talk.say(".");
        } catch (IOException e) {
            // it has heard enough
        }
    }
}

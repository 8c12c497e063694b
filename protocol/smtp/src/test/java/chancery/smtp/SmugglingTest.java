package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that some server somewhere takes for the end of DATA, and we do not. */
class SmugglingTest {
    private static final String SMUGGLED =
            "MAIL FROM:<evil@client.example>\r\nRCPT TO:<victim@ours.example>\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n.\r\n";

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "LF . LF",
                "CR . CR",
                "CR . LF",
                "LF . CR",
                "LF . CR LF",
                "CR LF . LF",
                "CR . CR LF",
                "CR LF . CR",
                "CR LF NUL . CR LF",
                "CR LF . NUL CR LF"
            })
    void aFalseEndRefusesTheMailAndEndsTheSession(String sequence) throws IOException {
        String octets = sequence.replace(" ", "")
                .replace("CR", "\r")
                .replace("LF", "\n")
                .replace("NUL", "\0");
        try (var server = TestServer.of(ListenerKind.MX);
                TestClient client = server.inData()) {
            client.send("Subject: outer\r\n\r\ntext" + octets + SMUGGLED);
            assertThat(client.rest()).startsWith("550 5.6.0 ").hasLineCount(1);
            assertThat(server.service.mails).isEmpty();
            assertThat(server.service.events).contains("abort");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"bare LF,a\\nb", "bare CR,a\\rb", "NUL,a\\0b", "CR CR LF,a\\r\\r\\nb", "LF at the start,\\nb"})
    void outOfPlaceAnywhereIsRefused(String name, String text) throws IOException {
        String octets = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0");
        try (var server = TestServer.of(ListenerKind.MX);
                TestClient client = server.inData()) {
            client.send(octets + "\r\n.\r\nNOOP\r\n");
            assertThat(client.rest()).startsWith("550 5.6.0 ").hasLineCount(1);
            assertThat(server.service.mails).isEmpty();
        }
    }

    @Test
    void aClientThatWaitsBehindAFalseEndIsAnsweredSoon() throws IOException {
        var patience = new SmtpLimits.Patience(
                Duration.ofMinutes(5),
                Duration.ofMinutes(3),
                Duration.ofHours(1),
                0,
                Duration.ofHours(1),
                Duration.ofMillis(100));
        try (var server = TestServer.withLimits(SmtpLimits.DEFAULT.withPatience(patience));
                TestClient client = server.inData()) {
            client.send("text\n.\n");
            assertThat(client.rest()).startsWith("550 5.6.0 ");
            assertThat(server.service.mails).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b", "a\r", "a\r\r\n"})
    void chunksAreHeldToTheSameRule(String content) throws IOException {
        try (var server = TestServer.of(ListenerKind.MX);
                TestClient client = server.greeted()) {
            client.command("MAIL FROM:<sender@client.example>");
            client.command("RCPT TO:<rcpt@ours.example>");
            client.send("BDAT " + content.length() + " LAST\r\n" + content);
            assertThat(client.reply()).startsWith("550 5.6.0 ");
            assertThat(client.command("NOOP")).startsWith("250 ");
            assertThat(server.service.mails).isEmpty();
        }
    }

    @Test
    void everySplitOfTheOctetsGivesTheSameContent() {
        byte[] octets = "..a\r\n.\r\r\n..\r\nb.c\r\n..d\r\n\r\n.\r\n"
                .replace("\r\r\n", "x\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int first = 0; first < octets.length; first++) {
            for (int second = first; second < octets.length; second++) {
                var sink = new CollectingSink();
                var scanner = new DataScanner(new ContentIntake(sink, SmtpLimits.Content.DEFAULT, fault -> {}));
                scanner.scan(octets, 0, first);
                scanner.scan(octets, first, second);
                int end = scanner.scan(octets, second, octets.length);
                assertThat(scanner.ended()).isTrue();
                assertThat(end).isEqualTo(octets.length);
                assertThat(sink.text()).isEqualTo(".a\r\nx\r\n.\r\nb.c\r\n.d\r\n\r\n");
            }
        }
    }
}

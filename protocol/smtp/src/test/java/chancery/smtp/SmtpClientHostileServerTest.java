package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.ReversePath;
import chancery.testkit.ScriptedSmtpServer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer with anything at all, at each stage: one answer per recipient, in time, and no exception. */
@NullMarked
@Timeout(60)
class SmtpClientHostileServerTest {
    private static final List<String> PIECES = List.of(
            "250",
            "250 ",
            "250-",
            "354 ",
            "421 4.3.2 x",
            "550 5.1.1 ",
            "999",
            "2",
            "-",
            "\r\n",
            "\n",
            "\r",
            "\0",
            "250 2.1.5 ok",
            "xyz",
            "5.7.1",
            "4.4.4",
            " ",
            "250-PIPELINING",
            "STARTTLS",
            "SIZE 0",
            "SIZE 99999999999999",
            "LIMITS RCPTMAX=0",
            "LIMITS RCPTMAX=1",
            "\u00ff\u0080",
            "450 ",
            ScriptedSmtpServer.DROP);

    private final SmtpClient client = new SmtpClient(
            new SmtpClientConfig("client.example", SmtpClientConfig.Timeouts.all(Duration.ofMillis(30)), 100),
            SmtpClientTrust.system());

    @ParameterizedTest(name = "junk at {0}")
    @ValueSource(strings = {"GREETING", "EHLO", "STARTTLS", "MAIL", "RCPT", "DATA", "."})
    void junk(String stage) throws Exception {
        var random = new Random(stage.hashCode());
        byte[] content = "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
        var to = List.of(
                new EnvelopeRecipient(EmailAddress.parse("b@b.example")),
                new EnvelopeRecipient(EmailAddress.parse("c@b.example")));
        var mail = new SmtpClientMail(
                new ReversePath.Null(),
                to,
                EnvelopeOptions.NONE,
                () -> new ByteArrayInputStream(content),
                content.length);
        for (int i = 0; i < 60; i++) {
            try (var server = ScriptedSmtpServer.start(i % 2 == 0 ? "PIPELINING" : "STARTTLS")) {
                server.on(stage, junk(random));
                var tls = new SmtpClientTls.Opportunistic("mx.example");
                var opened = client.connect(server.address(), tls, Duration.ofSeconds(5));
                if (opened instanceof SmtpClientOpened.Ready ready) {
                    var result = ready.session().send(mail, Duration.ofSeconds(5));
                    assertThat(result.answers().stream().map(SmtpClientResult.Answer::recipient))
                            .containsExactlyElementsOf(to);
                    ready.session().close();
                }
            }
        }
    }

    private static String junk(Random random) {
        var text = new StringBuilder();
        for (int n = random.nextInt(6); n >= 0; n--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}

package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Notify;
import chancery.mail.ReversePath;
import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import chancery.testkit.ScriptedSmtpServer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
@Timeout(30)
class SmtpClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final SmtpClientConfig CONFIG =
            new SmtpClientConfig("client.example", SmtpClientConfig.Timeouts.all(Duration.ofMillis(500)), 100);
    private static final String CONTENT = "Subject: x\r\n\r\nbody\r\n";

    private final SmtpClient client = new SmtpClient(CONFIG, SmtpClientTrust.system());

    private SmtpClientSession session(ScriptedSmtpServer server) {
        var opened = client.connect(server.address(), new SmtpClientTls.Clear(), PATIENCE);
        assertThat(opened).isInstanceOf(SmtpClientOpened.Ready.class);
        return ((SmtpClientOpened.Ready) opened).session();
    }

    private static EnvelopeRecipient to(String address) {
        try {
            return new EnvelopeRecipient(EmailAddress.parse(address));
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static SmtpClientMail mail(EnvelopeOptions options, String content, String... recipients) {
        byte[] octets = content.getBytes(StandardCharsets.ISO_8859_1);
        return new SmtpClientMail(
                new ReversePath.Mailbox(to("a@sender.example").address()),
                Arrays.stream(recipients).map(SmtpClientTest::to).toList(),
                options,
                () -> new ByteArrayInputStream(octets),
                octets.length);
    }

    private static SmtpClientMail mail(String... recipients) {
        return mail(EnvelopeOptions.NONE, CONTENT, recipients);
    }

    private static List<String> replies(SmtpClientResult result) {
        return result.answers().stream()
                .map(a -> a.reply().code() + " " + a.reply().status())
                .toList();
    }

    @ParameterizedTest(name = "pipelining {0}")
    @ValueSource(booleans = {true, false})
    void oneRefusedOfTwoRecipients(boolean pipelining) {
        try (var server = ScriptedSmtpServer.start(pipelining ? "PIPELINING" : "HELP", "ENHANCEDSTATUSCODES")) {
            server.on("RCPT TO:<no@", "550 5.1.1 no such user");
            var session = session(server);
            var result = session.send(mail("yes@b.example", "no@b.example"), PATIENCE);
            assertThat(replies(result)).containsExactly("250 2.0.0", "550 5.1.1");
            assertThat(server.received()).hasSize(1);
            assertThat(server.received().getFirst().content()).isEqualTo(CONTENT);
            assertThat(server.received().getFirst().mail()).isEqualTo("MAIL FROM:<a@sender.example>");
            assertThat(session.isUsable()).isTrue();
            session.close();
            assertThat(server.commands()).startsWith("EHLO client.example").endsWith("QUIT");
        }
    }

    @ParameterizedTest(name = "pipelining {0}")
    @ValueSource(booleans = {true, false})
    void whenNobodyIsTakenNoContentLeaves(boolean pipelining) {
        try (var server = ScriptedSmtpServer.start(pipelining ? "PIPELINING" : "HELP")) {
            server.on("RCPT", "452 4.2.2 full");
            var session = session(server);
            assertThat(replies(session.send(mail("b@b.example"), PATIENCE))).containsExactly("452 4.2.2");
            assertThat(server.received())
                    .filteredOn(r -> !r.content().isEmpty())
                    .isEmpty();
            server.on("RCPT", "250 fine");
            assertThat(replies(session.send(mail("b@b.example"), PATIENCE))).containsExactly("250 2.0.0");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatTakesDataWithoutRecipientsGetsAnEmptyMail() {
        try (var server = ScriptedSmtpServer.start("PIPELINING")) {
            server.on("RCPT", "550 5.7.1 no").on("DATA", "354 whatever").on(".", "554 5.5.1 no recipients");
            var session = session(server);
            assertThat(replies(session.send(mail("b@b.example"), PATIENCE))).containsExactly("550 5.7.1");
            assertThat(session.isUsable()).isTrue();
        }
    }

    @ParameterizedTest(name = "connection lost at {0}")
    @CsvSource({"MAIL,true", "RCPT,true", "DATA,true", ".,false"})
    void aLostConnectionIsADelayAndSaysWhetherContentHadLeft(String stage, boolean beforeContent) {
        try (var server = ScriptedSmtpServer.start()) {
            server.on(stage, ScriptedSmtpServer.DROP);
            var session = session(server);
            var result = session.send(mail("b@b.example"), PATIENCE);
            assertThat(replies(result)).containsExactly("451 4.4.2");
            assertThat(result.answers().getFirst().remote()).isFalse();
            assertThat(result.lostBeforeContent()).isEqualTo(beforeContent);
            assertThat(session.isUsable()).isFalse();
        }
    }

    @Test
    void silenceEndsAfterItsTime() {
        try (var server = ScriptedSmtpServer.start()) {
            server.on(".", ScriptedSmtpServer.SILENCE);
            assertThat(replies(session(server).send(mail("b@b.example"), PATIENCE)))
                    .containsExactly("451 4.4.2");
        }
    }

    @Test
    void theDeadlineOfTheAttemptEndsEverything() {
        var patient = new SmtpClient(SmtpClientConfig.of("client.example"), SmtpClientTrust.system());
        try (var server = ScriptedSmtpServer.start()) {
            server.on("GREETING", ScriptedSmtpServer.SILENCE);
            assertThat(patient.connect(server.address(), new SmtpClientTls.Clear(), Duration.ofMillis(300)))
                    .isInstanceOf(SmtpClientOpened.Unreachable.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 gone            | 550 5.1.1 | gone",
                "550 2.1.5 contradiction   | 550 5.0.0 | contradiction",
                "450 5.1.1 contradiction   | 450 4.0.0 | contradiction",
                "550 gone                  | 550 5.0.0 | gone",
                "550                       | 550 5.0.0 | ''",
                "354 what                  | 451 4.5.0 | The next hop broke the protocol",
                "299 well                  | none      | ''",
                "xyz                       | 451 4.5.0 | The next hop broke the protocol",
                "650 what                  | 451 4.5.0 | The next hop broke the protocol",
                "55                        | 451 4.5.0 | The next hop broke the protocol",
                "550_a                     | 451 4.5.0 | The next hop broke the protocol"
            })
    void repliesAreReadWithoutTrust(String sent, String expected, String text) {
        try (var server = ScriptedSmtpServer.start("PIPELINING")) {
            server.on("RCPT", sent);
            var answer = session(server)
                    .send(mail("b@b.example"), PATIENCE)
                    .answers()
                    .getFirst();
            SmtpReply reply = answer.reply();
            if (expected.equals("none")) {
                assertThat(reply.isPositive()).isTrue();
            } else {
                assertThat(reply.code() + " " + reply.status()).isEqualTo(expected);
                assertThat(reply.text()).isEqualTo(text);
            }
        }
    }

    @Test
    void severalLinesBecomeOneAndOddOctetsQuestionMarks() {
        try (var server = ScriptedSmtpServer.start()) {
            server.on("RCPT", "550-5.7.1 refused\r\n550-5.7.1 by r\u00fcle\u0007\r\n550 5.7.1 ask us");
            assertThat(session(server)
                            .send(mail("b@b.example"), PATIENCE)
                            .answers()
                            .getFirst()
                            .reply()
                            .text())
                    .isEqualTo("refused by r?le? ask us");
        }
    }

    @Test
    void repliesAreBoundedInLengthAndLines() {
        try (var server = ScriptedSmtpServer.start()) {
            server.on("RCPT", "250 " + "x".repeat(100_000));
            assertThat(replies(session(server).send(mail("b@b.example"), PATIENCE)))
                    .containsExactly("451 4.5.0");
            server.on("RCPT", "250-x\r\n".repeat(500) + "250 x");
            assertThat(replies(session(server).send(mail("b@b.example"), PATIENCE)))
                    .containsExactly("451 4.5.0");
            server.on("RCPT", "250-x\r\n550 x");
            assertThat(replies(session(server).send(mail("b@b.example"), PATIENCE)))
                    .containsExactly("451 4.5.0");
        }
    }

    @Test
    void refusalInTheGreetingIsKept() {
        try (var server = ScriptedSmtpServer.start()) {
            server.on("GREETING", "554 5.7.1 not you");
            assertThat(client.connect(server.address(), new SmtpClientTls.Clear(), PATIENCE))
                    .isEqualTo(new SmtpClientOpened.Refused(SmtpReply.of(554, "5.7.1", "not you")));
        }
    }

    @Test
    void heloForAServerThatDoesNotKnowEhlo() {
        try (var server = ScriptedSmtpServer.start("PIPELINING")) {
            server.on("EHLO", "502 5.5.1 unknown");
            var session = session(server);
            assertThat(session.offers("PIPELINING")).isFalse();
            assertThat(replies(session.send(mail("b@b.example"), PATIENCE))).containsExactly("250 2.0.0");
            assertThat(server.commands()).contains("HELO client.example");
        }
    }

    @Test
    void goodByeOfTheServerEndsTheSession() {
        try (var server = ScriptedSmtpServer.start()) {
            server.on("RCPT", "421 4.3.2 going down");
            var session = session(server);
            assertThat(replies(session.send(mail("b@b.example", "c@b.example"), PATIENCE)))
                    .containsExactly("421 4.3.2", "421 4.3.2");
            assertThat(session.isUsable()).isFalse();
        }
    }

    @Test
    void parametersGoOnlyToServersThatKnowThem() throws SyntaxException {
        var options = new EnvelopeOptions(
                false, true, false, Optional.of(EnvelopeOptions.ReturnContent.HDRS), Optional.of("QQ+2B1"));
        var recipient = new EnvelopeRecipient(
                EmailAddress.parse("b@b.example"),
                Set.of(Notify.DELAY, Notify.SUCCESS),
                Optional.of("rfc822;b@b.example"));
        var mail = mail(options, CONTENT, "x@b.example").withRecipients(List.of(recipient));
        try (var all = ScriptedSmtpServer.start("PIPELINING", "SIZE 1000", "8BITMIME", "DSN");
                var none = ScriptedSmtpServer.start()) {
            assertThat(replies(session(all).send(mail, PATIENCE))).containsExactly("250 2.0.0");
            assertThat(all.commands())
                    .contains(
                            "MAIL FROM:<a@sender.example> SIZE=20 BODY=8BITMIME RET=HDRS ENVID=QQ+2B1",
                            "RCPT TO:<b@b.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b@b.example");
            assertThat(replies(session(none).send(mail, PATIENCE))).containsExactly("250 2.0.0");
            assertThat(none.commands()).contains("MAIL FROM:<a@sender.example>", "RCPT TO:<b@b.example>");
        }
    }

    @Test
    void aParameterThatWouldBreakTheLineIsLeftOut() {
        var options = new EnvelopeOptions(
                false, false, false, Optional.empty(), Optional.of("a\r\nRCPT TO:<evil@x.example>"));
        try (var server = ScriptedSmtpServer.start("DSN")) {
            session(server).send(mail(options, CONTENT, "b@b.example"), PATIENCE);
            assertThat(server.commands()).contains("MAIL FROM:<a@sender.example>");
        }
    }

    @Test
    void whatTheServerCannotCarryIsNotSent() {
        var utf8 = new EnvelopeOptions(true, false, false, Optional.empty(), Optional.empty());
        var eight = new EnvelopeOptions(false, true, false, Optional.empty(), Optional.empty());
        var secret = new EnvelopeOptions(false, false, true, Optional.empty(), Optional.empty());
        String eightBitBody = "Subject: x\r\n\r\n\u00fc\r\n";
        try (var server = ScriptedSmtpServer.start("PIPELINING", "SIZE 30")) {
            var session = session(server);
            assertThat(replies(session.send(mail("b@b.example", "j\u00f6rg@b.example"), PATIENCE)))
                    .containsExactly("250 2.0.0", "553 5.6.7");
            assertThat(replies(session.send(mail(utf8, "Subject: \u00fc\r\n\r\n", "b@b.example"), PATIENCE)))
                    .containsExactly("553 5.6.7");
            assertThat(replies(session.send(mail(utf8, CONTENT, "b@b.example"), PATIENCE)))
                    .containsExactly("250 2.0.0");
            assertThat(replies(session.send(mail(eight, eightBitBody, "b@b.example"), PATIENCE)))
                    .containsExactly("554 5.6.3");
            assertThat(replies(session.send(mail(EnvelopeOptions.NONE, "x".repeat(40), "b@b.example"), PATIENCE)))
                    .containsExactly("552 5.3.4");
            assertThat(replies(session.send(mail(secret, CONTENT, "b@b.example"), PATIENCE)))
                    .containsExactly("550 5.7.30");
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void internationalAddressesTravelAsUtf8() {
        try (var server = ScriptedSmtpServer.start("PIPELINING", "SMTPUTF8")) {
            session(server).send(mail("j\u00f6rg@b.example"), PATIENCE);
            String utf8 = new String("j\u00f6rg".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            assertThat(server.commands())
                    .contains("MAIL FROM:<a@sender.example> SMTPUTF8", "RCPT TO:<" + utf8 + "@b.example>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                ".\r\n",
                "..\r\n",
                "a\r\n.\r\n",
                "a\r\n.b\r\n\r\n..\r\n.",
                "no line end",
                "\r\n.\r\nMAIL FROM:<x@x.example>\r\n"
            })
    void dotsSurviveAndNothingElseIsAdded(String content) {
        try (var server = ScriptedSmtpServer.start("PIPELINING")) {
            var session = session(server);
            session.send(mail(EnvelopeOptions.NONE, content, "b@b.example"), PATIENCE);
            assertThat(server.received()).hasSize(1);
            String expected = content.isEmpty() || content.endsWith("\r\n") ? content : content + "\r\n";
            assertThat(server.received().getFirst().content()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n.\r\nb\r\n", "a\r.\r\n", "a\r\n.\rb", "a\n.\n", "end\r"})
    void lineEndsThatCouldSmuggleNeverLeave(String content) {
        try (var server = ScriptedSmtpServer.start("PIPELINING")) {
            var result = session(server).send(mail(EnvelopeOptions.NONE, content, "b@b.example"), PATIENCE);
            assertThat(replies(result)).containsExactly("554 5.6.0");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void aLargeContentIsStreamedWhole() {
        var line = "0123456789.abcdef\r\n.starts with a dot\r\n";
        String content = line.repeat(60_000);
        try (var server = ScriptedSmtpServer.start("PIPELINING")) {
            assertThat(replies(session(server).send(mail(EnvelopeOptions.NONE, content, "b@b.example"), PATIENCE)))
                    .containsExactly("250 2.0.0");
            assertThat(server.received().getFirst().content()).isEqualTo(content);
        }
    }

    @Test
    void manyRecipientsGoInSeveralTransactions() {
        try (var server = ScriptedSmtpServer.start("PIPELINING", "LIMITS RCPTMAX=60 MAILMAX=3")) {
            var session = session(server);
            String[] many = IntStream.range(0, 150)
                    .mapToObj(i -> "r" + i + "@b.example")
                    .toArray(String[]::new);
            var result = session.send(mail(many), PATIENCE);
            assertThat(result.answers()).hasSize(150).allMatch(a -> a.reply().isPositive());
            assertThat(server.received().stream().map(r -> r.recipients().size()))
                    .containsExactly(60, 60, 30);
            assertThat(session.isUsable()).isFalse();
        }
    }
}

package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Notify;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.net.TlsContexts;
import chancery.testkit.TestCa;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both sides of this package talk to each other. */
@NullMarked
@Timeout(60)
class SmtpClientServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TestCa CA = TestCa.create();
    private static final SmtpClientTls VERIFIED = new SmtpClientTls.Verified("mx.example", Set.of("mx.example"));

    private final RecordingService service = new RecordingService();
    private final SmtpClient client = new SmtpClient(
            new SmtpClientConfig("client.example", SmtpClientConfig.Timeouts.all(Duration.ofSeconds(10)), 100),
            SmtpClientTrust.of(List.of(CA.certificate())));

    private SmtpListener listener() {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var tls = TlsContexts.server(CA.server("mx.example").keyStore());
        return SmtpListener.start(ListenerConfig.of(ListenerKind.MX, loopback, "mx.example", tls), service);
    }

    private SmtpClientSession session(SmtpListener listener) {
        var opened = client.connect(listener.localAddress(), VERIFIED, PATIENCE);
        assertThat(opened).isInstanceOf(SmtpClientOpened.Ready.class);
        return ((SmtpClientOpened.Ready) opened).session();
    }

    private static SmtpClientMail mail(ReversePath sender, EnvelopeOptions options, byte[] content, String... to)
            throws SyntaxException {
        List<EnvelopeRecipient> recipients = new ArrayList<>();
        for (String address : to) {
            recipients.add(new EnvelopeRecipient(
                    EmailAddress.parse(address), Set.of(Notify.FAILURE), Optional.of("rfc822;" + "x@y.example")));
        }
        return new SmtpClientMail(sender, recipients, options, () -> new ByteArrayInputStream(content), content.length);
    }

    private static byte[] lines(long seed, int count) {
        var random = new Random(seed);
        var text = new StringBuilder("Subject: x\r\n\r\n");
        for (int i = 0; i < count; i++) {
            text.append(".".repeat(random.nextInt(4)))
                    .append("x".repeat(random.nextInt(80)))
                    .append("\r\n");
        }
        return text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Test
    void whatIsSentArrivesOctetForOctetOverOneVerifiedSession() throws Exception {
        try (var listener = listener()) {
            var session = session(listener);
            for (int i = 0; i < 20; i++) {
                byte[] content = lines(i, i * i * 20);
                var result = session.send(
                        mail(ReversePath.parse("a@a.example"), EnvelopeOptions.NONE, content, "b@b.example"), PATIENCE);
                assertThat(result.answers()).allMatch(a -> a.reply().isPositive() && a.remote());
                assertThat(service.mails.getLast().content()).isEqualTo(content);
            }
            assertThat(session.mails()).isEqualTo(20);
            assertThat(service.events.stream().filter(e -> e.startsWith("open")))
                    .hasSize(1);
            assertThat(session.evidence().orElseThrow().verified()).isTrue();
            session.close();
        }
    }

    @Test
    void refusedAndDeferredRecipientsGetTheirOwnReply() throws Exception {
        try (var listener = listener()) {
            var result = session(listener)
                    .send(
                            mail(
                                    new ReversePath.Null(),
                                    EnvelopeOptions.NONE,
                                    lines(1, 3),
                                    "nobody@b.example",
                                    "some@b.example",
                                    "later@b.example"),
                            PATIENCE);
            assertThat(result.answers().stream().map(a -> a.reply().status().toString()))
                    .containsExactly("5.1.1", "2.0.0", "4.2.1");
            assertThat(service.mails.getLast().command().reversePath()).isEqualTo(new ReversePath.Null());
        }
    }

    @Test
    void parametersArriveAsGiven() throws Exception {
        var options = new EnvelopeOptions(
                true, true, true, Optional.of(EnvelopeOptions.ReturnContent.HDRS), Optional.of("QQ+2B7"));
        try (var listener = listener()) {
            var mail = mail(ReversePath.parse("j\u00f6rg@a.example"), options, lines(1, 3), "\u00fc@b.example");
            var result = session(listener).send(mail, PATIENCE);
            assertThat(result.answers()).allMatch(a -> a.reply().isPositive());
            var received = service.mails.getLast();
            assertThat(received.command().options()).isEqualTo(options);
            assertThat(received.command().reversePath()).isEqualTo(mail.sender());
            assertThat(received.recipients()).isEqualTo(mail.recipients());
        }
    }
}

package chancery.demo;

import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.smtp.SmtpClient;
import chancery.smtp.SmtpClientConfig;
import chancery.smtp.SmtpClientMail;
import chancery.smtp.SmtpClientOpened;
import chancery.smtp.SmtpClientTls;
import chancery.smtp.SmtpClientTrust;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hands mails to the gateway by real SMTP, as a mail server of the tenant would. */
final class Sending {
    /**
     * @param ids the gateway's names for the mail: several when there were too many recipients for one transaction,
     *     none when it was refused
     * @param reply what the gateway said, the first refusal if there was one
     */
    record Sent(DemoMail mail, List<UUID> ids, String reply) {
        static Sent not(DemoMail mail, String why) {
            return new Sent(mail, List.of(), why);
        }
    }

    private static final Pattern ACCEPTED = Pattern.compile("Accepted as ([0-9a-f-]{36})");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RETRIES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final SmtpClient client =
            new SmtpClient(SmtpClientConfig.of("mail.clinic.example"), SmtpClientTrust.system());
    private final InetSocketAddress gateway;

    Sending(int port) {
        this.gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Comes again after a 4yz, as any mail server does (RFC 5321 §4.5.4.1), though sooner. */
    Sent send(DemoMail mail) throws InterruptedException {
        Sent sent = attempt(mail);
        for (int retry = 0;
                retry < RETRIES && sent.ids().isEmpty() && sent.reply().startsWith("4");
                retry++) {
            Thread.sleep(PAUSE);
            sent = attempt(mail);
        }
        return sent;
    }

    private Sent attempt(DemoMail mail) {
        return switch (client.connect(gateway, new SmtpClientTls.Clear(), PATIENCE)) {
            case SmtpClientOpened.Ready ready -> {
                try (var session = ready.session()) {
                    yield sent(
                            mail,
                            session.send(clientMail(mail), PATIENCE).answers().stream()
                                    .map(a -> a.reply().code() + " " + a.reply().status() + " "
                                            + a.reply().text())
                                    .toList());
                }
            }
            case SmtpClientOpened.Refused refused ->
                Sent.not(mail, refused.reply().text());
            case SmtpClientOpened.Unreachable unreachable -> Sent.not(mail, unreachable.why());
            case SmtpClientOpened.NoTls noTls -> Sent.not(mail, noTls.why());
            case SmtpClientOpened.TlsFailed failed -> Sent.not(mail, failed.why());
        };
    }

    private static SmtpClientMail clientMail(DemoMail mail) {
        var recipients = mail.recipients().stream().map(EnvelopeRecipient::new).toList();
        boolean utf8 = mail.recipients().stream().anyMatch(r -> r.needsUtf8());
        var options = new EnvelopeOptions(utf8, true, false, Optional.empty(), Optional.empty());
        return new SmtpClientMail(
                mail.sender(),
                recipients,
                options,
                () -> new ByteArrayInputStream(mail.content()),
                mail.content().length);
    }

    private static Sent sent(DemoMail mail, List<String> replies) {
        var ids = new LinkedHashSet<UUID>();
        Optional<String> refusal = Optional.empty();
        for (String reply : replies) {
            Matcher accepted = ACCEPTED.matcher(reply);
            if (accepted.find()) {
                ids.add(UUID.fromString(accepted.group(1)));
            } else if (refusal.isEmpty()) {
                refusal = Optional.of(reply);
            }
        }
        return new Sent(mail, List.copyOf(ids), refusal.orElse(replies.isEmpty() ? "no reply" : replies.getFirst()));
    }
}

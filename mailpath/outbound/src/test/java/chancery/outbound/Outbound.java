package chancery.outbound;

import chancery.config.HostPort;
import chancery.config.OutboundConfig;
import chancery.mail.DeliveryMethod;
import chancery.mail.DeliveryOutcome;
import chancery.mail.EmailAddress;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.MailTransaction;
import chancery.mail.MessageContent;
import chancery.mail.RecipientResult;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.mail.TlsRequirement;
import chancery.net.FakeDns;
import chancery.spool.DeliveryAttempt;
import chancery.spool.EntryState;
import chancery.spool.QueueEntry;
import chancery.spool.Schedule;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/** Attempts and deliverers for the tests of this package. */
@NullMarked
final class Outbound {
    static final String CONTENT = "Subject: x\r\n\r\nbody\r\n.dot\r\n";

    private Outbound() {}

    static OutboundConfig config(Map<String, HostPort> routes, Optional<Path> trust) {
        return config(routes, trust, Duration.ofSeconds(20));
    }

    static OutboundConfig config(Map<String, HostPort> routes, Optional<Path> trust, Duration commands) {
        return new OutboundConfig(
                routes,
                trust,
                Optional.empty(),
                200,
                20,
                100,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                commands,
                commands,
                true);
    }

    static OutboundDeliverer deliverer(OutboundConfig config, FakeDns dns, int mxPort) {
        return new OutboundDeliverer(
                config,
                new RouteTable(config.routes()),
                "own.example",
                mxPort,
                dns,
                InstantSource.system(),
                new Random(7));
    }

    static EnvelopeRecipient to(String address) {
        try {
            return new EnvelopeRecipient(EmailAddress.parse(address));
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static DeliveryAttempt attempt(TlsRequirement tls, String... recipients) {
        return attempt(tls, EnvelopeOptions.NONE, CONTENT, recipients);
    }

    static DeliveryAttempt attempt(TlsRequirement tls, EnvelopeOptions options, String content, String... recipients) {
        byte[] octets = content.getBytes(StandardCharsets.ISO_8859_1);
        List<EnvelopeRecipient> to = Arrays.stream(recipients).map(Outbound::to).toList();
        var tenant = new TenantId(new UUID(1, 1));
        var envelope =
                new Envelope(new ReversePath.Mailbox(to("sender@own.example").address()), to, options);
        var now = Instant.now();
        var mail = new MailTransaction(
                new UUID(2, 2), tenant, now, envelope, new MessageContent("c", octets.length, "0".repeat(64)));
        var entry = new QueueEntry(
                new UUID(3, 3),
                tenant,
                mail.id(),
                to,
                new DeliveryMethod.Transport(tls),
                List.of(),
                to.getFirst().address().domain(),
                Schedule.startingAt(now, Duration.ofDays(5)),
                EntryState.QUEUED);
        return new DeliveryAttempt(mail, entry, () -> new ByteArrayInputStream(octets), now.plusSeconds(20));
    }

    /** {@code relayed 250 2.0.0}, {@code impossible no-verified-tls}. */
    static String word(RecipientResult result) {
        return switch (result.outcome()) {
            case DeliveryOutcome.Delivered d -> "delivered";
            case DeliveryOutcome.Relayed r ->
                "relayed " + r.reply().code() + " " + r.reply().status();
            case DeliveryOutcome.Delayed d ->
                "delayed " + d.reply().code() + " " + d.reply().status();
            case DeliveryOutcome.Failed f ->
                "failed " + f.reply().code() + " " + f.reply().status();
            case DeliveryOutcome.MethodImpossible m ->
                "impossible " + m.reason().code();
        };
    }

    static List<String> words(List<RecipientResult> results) {
        return results.stream().map(Outbound::word).toList();
    }
}

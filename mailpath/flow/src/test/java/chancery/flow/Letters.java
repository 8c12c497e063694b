package chancery.flow;

import chancery.mail.DeliveryMethod;
import chancery.mail.EmailAddress;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.mail.TlsRequirement;
import chancery.mail.UnlockMethod;
import chancery.mime.MimeLimits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Envelopes, origins and settings for tests. */
final class Letters {
    static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final TenantId TENANT = new TenantId(UUID.fromString("0193a0e0-0000-7000-8000-000000000001"));
    static final DeliveryMethod OPPORTUNISTIC = new DeliveryMethod.Transport(TlsRequirement.OPPORTUNISTIC);
    static final DeliveryMethod VERIFIED = new DeliveryMethod.Transport(TlsRequirement.VERIFIED);
    static final DeliveryMethod PORTAL = new DeliveryMethod.PortalPickup(UnlockMethod.MAILED_CODE);
    static final FlowSettings SETTINGS = new FlowSettings(
            "mx.example",
            new MimeLimits(10, 100, 1 << 16, 1 << 16, 1000, 3),
            4096,
            5,
            Duration.ofDays(5),
            Duration.ofDays(14));

    private Letters() {}

    static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (SyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static EnvelopeRecipient to(String text) {
        return new EnvelopeRecipient(address(text));
    }

    static ReversePath from(String text) {
        return text.isEmpty() ? new ReversePath.Null() : new ReversePath.Mailbox(address(text));
    }

    /** {@code recipients} separated by commas. */
    static Envelope envelope(String sender, String recipients) {
        var to = Stream.of(recipients.split(",")).map(Letters::to).toList();
        return new Envelope(from(sender), to, EnvelopeOptions.NONE);
    }

    static Origin origin(String word, TenantId tenant) {
        return switch (word) {
            case "account" -> new Origin.Account(tenant, address("anna@clinic.example"));
            case "relay-host" -> new Origin.RelayHost(tenant);
            case "portal" -> new Origin.Portal(tenant);
            case "outside" -> new Origin.Outside();
            default -> throw new AssertionError(word);
        };
    }

    static List<DeliveryMethod> methods(String words) {
        return Stream.of(words.split(","))
                .filter(w -> !w.isEmpty())
                .map(w -> Stream.of(OPPORTUNISTIC, VERIFIED, PORTAL)
                        .filter(m -> m.word().equals(w))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

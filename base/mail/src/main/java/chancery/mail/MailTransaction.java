package chancery.mail;

import java.time.Instant;
import java.util.UUID;

/** One accepted or offered mail for exactly one tenant (RFC 5321 §3.3). {@code id} is a UUIDv7. */
public record MailTransaction(
        UUID id, TenantId tenant, Instant receivedAt, Envelope envelope, MessageContent content) {}

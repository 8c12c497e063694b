package chancery.audit;

import chancery.mail.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that was decided or happened.
 *
 * @param mail the mail it is about, if any
 * @param event from a fixed set, for example {@code mail.decided}
 * @param detail facts by name; no content of mails and no secrets
 */
public record AuditRecord(TenantId tenant, Instant at, Optional<UUID> mail, String event, Map<String, String> detail) {
    public AuditRecord {
        detail = Map.copyOf(detail);
    }
}

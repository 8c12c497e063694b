package chancery.tenancy;

import chancery.mail.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * A customer.
 *
 * @param name for people, 1 to 200 characters
 */
public record Tenant(TenantId id, String name, Instant createdAt) {
    /** Stands for the operator; owns tokens and audit records, never domains or mail. */
    public static final TenantId INSTALLATION = new TenantId(new UUID(0, 0));
}

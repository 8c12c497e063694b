package chancery.tenancy;

import chancery.mail.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * A token for the REST API, without its secret.
 *
 * @param tenant what it may change; {@link Tenant#INSTALLATION} for everything
 */
public record ApiToken(TenantId tenant, UUID id, String name, Instant createdAt) {
    public boolean isOperators() {
        return tenant.equals(Tenant.INSTALLATION);
    }
}

package chancery.portal;

import chancery.mail.MailTransaction;
import chancery.mail.TenantId;
import java.time.Duration;

/** How long mails wait, by the tenant's policy. */
@FunctionalInterface
public interface PortalTerms {
    /** The time from arrival in the portal to expiry; brought into 1 to 21 days by the portal. */
    Duration expiryFor(TenantId tenant, MailTransaction mail);

    /** The same for every mail. */
    static PortalTerms always(Duration time) {
        return (tenant, mail) -> time;
    }
}

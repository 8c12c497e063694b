package chancery.portal;

import chancery.audit.AuditLog;
import chancery.mail.TenantId;
import chancery.spool.AcceptedMail;
import chancery.store.ContentVault;
import chancery.store.Database;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the portal stands on.
 *
 * @param outgoing makes notices and codes durable for delivery, {@code Spool::accept}
 * @param faces names of tenants; empty for a tenant that does not exist or is suspended
 */
public record PortalParts(
        Database database,
        ContentVault vault,
        AuditLog audit,
        Consumer<List<AcceptedMail>> outgoing,
        Function<TenantId, Optional<TenantFace>> faces,
        ReplySubmission replies,
        PortalTerms terms) {}

package chancery.portal;

import chancery.audit.AuditLog;
import chancery.audit.AuditRecord;
import chancery.mail.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What the portal writes into the audit, in the transaction of the deed itself. */
final class PortalTrail {
    private final AuditLog audit;
    private final String chain;
    private final Clock clock;

    PortalTrail(AuditLog audit, String node, Clock clock) {
        this.audit = audit;
        this.chain = node + "/portal";
        this.clock = clock;
    }

    void note(Handle handle, WaitingMail mail, String event, Map<String, String> detail) {
        var all = new java.util.TreeMap<>(detail);
        all.put("recipient", mail.recipient().address());
        note(handle, mail.tenant(), mail.stored().mail(), event, all);
    }

    void note(Handle handle, TenantId tenant, UUID mail, String event, Map<String, String> detail) {
        audit.append(
                handle, chain, List.of(new AuditRecord(tenant, clock.instant(), Optional.of(mail), event, detail)));
    }
}

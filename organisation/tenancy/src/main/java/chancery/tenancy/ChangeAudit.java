package chancery.tenancy;

import chancery.audit.AuditLog;
import chancery.audit.AuditRecord;
import chancery.mail.TenantId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Writes down who changed what: in the transaction of the change, so that neither is without the other. */
public final class ChangeAudit {
    private static final String CHAIN = "changes";

    private final AuditLog log;
    private final InstantSource clock;

    public ChangeAudit(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param actor who, for example {@code operator} or the name of a token; kept as {@code by}
     * @param event kebab-case, from a fixed set
     */
    public void record(Handle handle, TenantId tenant, String actor, String event, Map<String, String> detail) {
        var all = new HashMap<>(detail);
        all.put("by", actor);
        log.append(handle, CHAIN, List.of(new AuditRecord(tenant, clock.instant(), Optional.empty(), event, all)));
    }
}

package chancery.tenancy;

import chancery.mail.TenantId;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Where it is written down who changed what: in the transaction of the change, so that neither is without the other. */
@FunctionalInterface
public interface ChangeAudit {
    /**
     * @param actor who, for example {@code operator} or the name of a token
     * @param event kebab-case, from a fixed set
     */
    void record(Handle handle, TenantId tenant, String actor, String event, Map<String, String> detail);
}

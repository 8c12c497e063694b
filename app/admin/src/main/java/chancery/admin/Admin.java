package chancery.admin;

import chancery.audit.AuditLog;
import chancery.policy.Policies;
import chancery.spool.QueueDesk;
import chancery.tenancy.AccountChanges;
import chancery.tenancy.Tenancy;
import chancery.tenancy.TenancyChanges;
import java.util.Map;

/**
 * What the API works on.
 *
 * @param routes domain pattern to {@code host:port}, as configured
 */
public record Admin(
        Directory directory,
        Policies policies,
        QueueDesk queue,
        AuditLog audit,
        OperatorToken operator,
        Map<String, String> routes) {
    /** Tenants and what belongs to them: looked up and changed. */
    public record Directory(Tenancy tenancy, TenancyChanges changes, AccountChanges accounts) {}

    public Admin {
        routes = Map.copyOf(routes);
    }

    Tenancy tenancy() {
        return directory.tenancy();
    }
}

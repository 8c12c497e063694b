package chancery.admin;

import chancery.mail.TenantId;
import java.util.Optional;

/**
 * Who calls.
 *
 * @param name for the audit
 * @param tenant the only tenant that it may see; empty for the operator
 */
record Caller(String name, Optional<TenantId> tenant) {
    static final String ATTRIBUTE = "chancery.caller";

    static Caller operator(String name) {
        return new Caller(name, Optional.empty());
    }

    boolean isOperator() {
        return tenant.isEmpty();
    }
}

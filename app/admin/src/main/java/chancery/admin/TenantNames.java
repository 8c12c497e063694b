package chancery.admin;

import chancery.mail.TenantId;
import chancery.tenancy.Tenancy;
import chancery.tenancy.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which tenants a caller means and may see. */
final class TenantNames {
    private final Tenancy tenancy;

    TenantNames(Tenancy tenancy) {
        this.tenancy = tenancy;
    }

    /** All that the caller may see, or the one that is named. */
    List<Tenant> listed(Caller caller, Optional<String> named) {
        if (named.isPresent()) {
            return List.of(one(caller, named.get()));
        }
        return caller.isOperator()
                ? tenancy.tenants()
                : caller.tenant().flatMap(tenancy::tenant).stream().toList();
    }

    /** The one that is named, the caller's own, or the only one there is. */
    Tenant meant(Caller caller, Optional<String> named) {
        List<Tenant> tenants = listed(caller, named);
        if (tenants.size() != 1) {
            throw ProblemException.invalid(
                    tenants.isEmpty()
                            ? "There is no tenant yet: add one first."
                            : "There are several tenants: say which one by \"tenant\", its name or id.");
        }
        return tenants.getFirst();
    }

    /** By id or by name; what the caller may not see is not there. */
    Tenant one(Caller caller, String named) {
        List<Tenant> found = listed(caller, Optional.empty()).stream()
                .filter(tenant -> tenant.id().toString().equalsIgnoreCase(named)
                        || tenant.name().equalsIgnoreCase(named))
                .toList();
        if (found.isEmpty()) {
            throw ProblemException.missing("There is no tenant " + named + ".");
        }
        if (found.size() > 1) {
            throw ProblemException.conflict("Several tenants are called " + named + ": use the id.");
        }
        return found.getFirst();
    }

    /** Refuses a name that a tenant has already, or nobody could say any more which of the two is meant. */
    void requireUnused(String name) {
        boolean used = tenancy.tenants().stream()
                .anyMatch(tenant -> tenant.name().equalsIgnoreCase(name.strip())
                        || tenant.id().toString().equalsIgnoreCase(name.strip()));
        if (used) {
            throw ProblemException.conflict("There is a tenant " + name.strip() + " already.");
        }
    }

    /** Refuses a caller that may not see the tenant, as if it were not there. */
    void requireVisible(Caller caller, TenantId tenant, String what) {
        if (caller.tenant().filter(own -> !own.equals(tenant)).isPresent()) {
            throw ProblemException.missing(what);
        }
    }

    static void requireOperator(Caller caller) {
        if (!caller.isOperator()) {
            throw ProblemException.forbidden("Only a token of the operator may do this.");
        }
    }

    static UUID uuid(String text, String what) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.missing("There is no " + what + " " + text + ".");
        }
    }
}

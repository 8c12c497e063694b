package chancery.tenancy;

import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.store.TransactionWork;
import chancery.store.Uuid7;
import chancery.tenancy.Change.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Changes tenants and what belongs to them. Each change is one transaction with its audit record and is seen on this
 * node at once. {@code actor} says who changes, for the audit.
 */
public final class TenancyChanges {
    private final Database database;
    private final Tenancy tenancy;
    private final ChangeAudit audit;
    private final Clock clock;

    public TenancyChanges(Database database, Tenancy tenancy, ChangeAudit audit, Clock clock) {
        this.database = database;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
    }

    public Change<Tenant> createTenant(String actor, String name) {
        if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(c -> c < ' ')) {
            return Change.refused(Refusal.INVALID, "The name of a tenant has 1 to 200 characters in one line.");
        }
        var tenant = new Tenant(new TenantId(Uuid7.next(clock)), name.strip(), now());
        return changing(tenant.id(), handle -> {
            TenancyRows.change(
                    handle, TenancyStatement.INSERT_TENANT, withNow(tenant.id(), Map.of("name", tenant.name())));
            audit.record(handle, tenant.id(), actor, "tenant-created", Map.of("name", tenant.name()));
            return new Change.Done<>(tenant);
        });
    }

    /** Removes a tenant that has no domains any more, with its relay hosts, accounts and tokens. Audit records stay. */
    public Change<TenantId> deleteTenant(String actor, TenantId tenant) {
        return changing(tenant, handle -> {
            if (!exists(handle, tenant)) {
                return Change.refused(Refusal.UNKNOWN, "There is no such tenant.");
            }
            Map<String, ?> values = Map.of("tenant", tenant.value());
            if (!TenancyRows.select(handle, TenancyStatement.SELECT_DOMAINS, values, TenancyRows.DOMAIN)
                    .isEmpty()) {
                return Change.refused(Refusal.IN_USE, "The tenant still has domains: remove them first.");
            }
            TenancyRows.change(handle, TenancyStatement.DELETE_RELAYS, values);
            TenancyRows.change(handle, TenancyStatement.DELETE_ACCOUNTS, values);
            TenancyRows.change(handle, TenancyStatement.DELETE_TOKENS, values);
            TenancyRows.change(handle, TenancyStatement.DELETE_TENANT, values);
            audit.record(handle, tenant, actor, "tenant-deleted", Map.of());
            return new Change.Done<>(tenant);
        });
    }

    /** Adds a domain that nobody has yet. */
    public Change<MailDomain> addDomain(String actor, MailDomain domain) {
        return changing(domain.tenant(), handle -> {
            if (!exists(handle, domain.tenant())) {
                return Change.refused(Refusal.UNKNOWN, "There is no such tenant.");
            }
            if (TenancyRows.change(handle, TenancyStatement.INSERT_DOMAIN, withNow(domain.tenant(), values(domain)))
                    == 0) {
                return Change.refused(Refusal.TAKEN, domain.domain() + " already belongs to a tenant.");
            }
            audit.record(handle, domain.tenant(), actor, "domain-added", detail(domain));
            return new Change.Done<>(domain);
        });
    }

    /** Changes everything but the name of a domain. */
    public Change<MailDomain> changeDomain(String actor, MailDomain domain) {
        return changing(domain.tenant(), handle -> {
            var values = new HashMap<String, Object>(values(domain));
            values.put("tenant", domain.tenant().value());
            if (TenancyRows.change(handle, TenancyStatement.UPDATE_DOMAIN, values) == 0) {
                return Change.refused(Refusal.UNKNOWN, "The tenant has no domain " + domain.domain() + ".");
            }
            audit.record(handle, domain.tenant(), actor, "domain-changed", detail(domain));
            return new Change.Done<>(domain);
        });
    }

    /** Removes a domain in which no account of the tenant is left. */
    public Change<String> removeDomain(String actor, TenantId tenant, String domain) {
        return changing(tenant, handle -> {
            Map<String, ?> values = Map.of("tenant", tenant.value(), "domain", domain);
            if (!owns(handle, tenant, domain)) {
                return Change.refused(Refusal.UNKNOWN, "The tenant has no domain " + domain + ".");
            }
            if (TenancyRows.change(handle, TenancyStatement.DELETE_DOMAIN, values) == 0) {
                return Change.refused(Refusal.IN_USE, "There are accounts in " + domain + ": remove them first.");
            }
            audit.record(handle, tenant, actor, "domain-removed", Map.of("domain", domain));
            return new Change.Done<>(domain);
        });
    }

    public Change<NetworkRange> addRelayHost(String actor, TenantId tenant, NetworkRange range) {
        return changing(tenant, handle -> {
            if (!exists(handle, tenant)) {
                return Change.refused(Refusal.UNKNOWN, "There is no such tenant.");
            }
            if (TenancyRows.change(
                            handle, TenancyStatement.INSERT_RELAY, withNow(tenant, Map.of("network", range.toString())))
                    == 0) {
                return Change.refused(Refusal.TAKEN, range + " is already a relay host of the tenant.");
            }
            audit.record(handle, tenant, actor, "relay-host-added", Map.of("network", range.toString()));
            return new Change.Done<>(range);
        });
    }

    public Change<NetworkRange> removeRelayHost(String actor, TenantId tenant, NetworkRange range) {
        return changing(tenant, handle -> {
            Map<String, ?> values = Map.of("tenant", tenant.value(), "network", range.toString());
            if (TenancyRows.change(handle, TenancyStatement.DELETE_RELAY, values) == 0) {
                return Change.refused(Refusal.UNKNOWN, "The tenant has no relay host " + range + ".");
            }
            audit.record(handle, tenant, actor, "relay-host-removed", Map.of("network", range.toString()));
            return new Change.Done<>(range);
        });
    }

    private <T> Change<T> changing(TenantId tenant, TransactionWork<Change<T>> work) {
        try {
            return database.inTenant(tenant, work);
        } finally {
            tenancy.forget();
        }
    }

    private Instant now() {
        return clock.instant();
    }

    private Map<String, Object> withNow(TenantId tenant, Map<String, ?> values) {
        var all = new HashMap<String, Object>(values);
        all.put("tenant", tenant.value());
        all.put("now", OffsetDateTime.ofInstant(now(), ZoneOffset.UTC));
        return all;
    }

    static boolean exists(Handle handle, TenantId tenant) {
        return !TenancyRows.select(
                        handle, TenancyStatement.SELECT_TENANT, Map.of("tenant", tenant.value()), TenancyRows.TENANT)
                .isEmpty();
    }

    static boolean owns(Handle handle, TenantId tenant, String domain) {
        Map<String, ?> values = Map.of("tenant", tenant.value(), "domain", domain);
        return !TenancyRows.select(handle, TenancyStatement.SELECT_OWN_DOMAIN, values, TenancyRows.DOMAIN)
                .isEmpty();
    }

    private static Map<String, Object> values(MailDomain domain) {
        return Map.of(
                "domain", domain.domain(),
                "host", domain.serverHost(),
                "port", domain.serverPort(),
                "portal", domain.portalName(),
                "notice", domain.noticeSender().toString());
    }

    private static Map<String, String> detail(MailDomain domain) {
        return Map.of(
                "domain", domain.domain(),
                "server", domain.serverHost() + ":" + domain.serverPort(),
                "portal", domain.portalName(),
                "notice-sender", domain.noticeSender().toString());
    }
}

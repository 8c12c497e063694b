package chancery.policy;

import chancery.mail.FaultException;
import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.tenancy.Change;
import chancery.tenancy.ChangeAudit;
import chancery.tenancy.Tenancy;
import chancery.tenancy.TimedCache;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * The policies of all tenants. Published versions stay for ever; the newest is in force. What is in force may be up to
 * {@link Tenancy#FRESHNESS} old on other nodes. Safe for many threads.
 */
public final class Policies {
    private static final int KEPT_TENANTS = 20_000;
    private static final int LONGEST_NOTE = 500;

    private final Database database;
    private final ChangeAudit audit;
    private final Clock clock;
    private final TimedCache<TenantId, Long> versions;
    private final ConcurrentHashMap<TenantId, CurrentPolicy> read = new ConcurrentHashMap<>();

    public Policies(Database database, ChangeAudit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.versions = new TimedCache<>(clock, Tenancy.FRESHNESS, KEPT_TENANTS);
    }

    /** What is in force; the {@link DefaultPolicy} as version 0 when the tenant never published one. */
    public CurrentPolicy current(TenantId tenant) {
        long version = versions.get(tenant, wanted -> database.inTenant(tenant, handle -> newest(handle, tenant)));
        CurrentPolicy known = read.get(tenant);
        if (known != null && known.policy().version() == version) {
            return known;
        }
        Policy policy = version == 0
                ? DefaultPolicy.with(List.of())
                : version(tenant, version)
                        .orElseThrow(() -> new FaultException(
                                PolicyError.STORED_POLICY_UNREADABLE, "version " + version + " is gone"));
        var current = CurrentPolicy.of(policy);
        if (read.size() >= KEPT_TENANTS) {
            read.clear();
        }
        read.put(tenant, current);
        return current;
    }

    /** A version that was published, and 0 for the default. */
    public Optional<Policy> version(TenantId tenant, long version) {
        if (version == 0) {
            return Optional.of(DefaultPolicy.with(List.of()));
        }
        return database.inTenant(
                        tenant,
                        handle -> handle.createQuery(PolicyStatement.SELECT_BODY.sql())
                                .bind("tenant", tenant.value())
                                .bind("version", version)
                                .mapTo(String.class)
                                .findFirst())
                .map(body -> stored(body, version));
    }

    /** The last thousand versions, newest first. */
    public List<PolicyVersion> versions(TenantId tenant) {
        return database.inTenant(
                tenant,
                handle -> handle.createQuery(PolicyStatement.SELECT_VERSIONS.sql())
                        .bind("tenant", tenant.value())
                        .map((row, context) -> new PolicyVersion(
                                row.getLong("version"),
                                row.getObject("published_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("published_by"),
                                row.getString("note")))
                        .list());
    }

    /**
     * Puts a policy in force as the next version.
     *
     * @param policy its version says on which one it is based: when that is neither 0 nor the newest, someone else
     *     published meanwhile and this is refused
     * @return the policy with its new version
     */
    public Change<Policy> publish(String actor, TenantId tenant, Policy policy, String note) {
        if (note.length() > LONGEST_NOTE) {
            return new Change.Refused<>(Change.Refusal.INVALID, "A note has at most " + LONGEST_NOTE + " characters.");
        }
        try {
            return database.inTenant(tenant, handle -> publish(handle, actor, tenant, policy, note));
        } finally {
            versions.clear();
        }
    }

    /** Puts an older version in force again, as the next version: nothing that was published is ever changed. */
    public Change<Policy> publishAgain(String actor, TenantId tenant, long version) {
        return version(tenant, version)
                .map(policy -> publish(actor, tenant, policy.withVersion(0), "as version " + version))
                .orElseGet(() -> new Change.Refused<>(Change.Refusal.UNKNOWN, "There is no version " + version + "."));
    }

    private Change<Policy> publish(Handle handle, String actor, TenantId tenant, Policy policy, String note) {
        long newest = newest(handle, tenant);
        if (policy.version() != 0 && policy.version() != newest) {
            return overtaken(newest);
        }
        Policy published = policy.withVersion(newest + 1);
        Map<String, ?> values = Map.of(
                "tenant", tenant.value(),
                "version", published.version(),
                "body", PolicyWriter.write(published),
                "now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                "by", actor,
                "note", note);
        if (handle.createUpdate(PolicyStatement.INSERT_VERSION.sql())
                        .bindMap(values)
                        .execute()
                == 0) {
            return overtaken(newest + 1);
        }
        audit.record(
                handle,
                tenant,
                actor,
                "policy-published",
                Map.of("version", Long.toString(published.version()), "note", note));
        return new Change.Done<>(published);
    }

    private static Change<Policy> overtaken(long newest) {
        return new Change.Refused<>(
                Change.Refusal.TAKEN,
                "Version " + newest + " was published meanwhile: read it, make the change there, and publish again.");
    }

    private static long newest(Handle handle, TenantId tenant) {
        return handle.createQuery(PolicyStatement.SELECT_CURRENT_VERSION.sql())
                .bind("tenant", tenant.value())
                .mapTo(Long.class)
                .one();
    }

    private static Policy stored(String body, long version) {
        return switch (PolicyReader.read(body)) {
            case PolicyReading.Read read -> read.policy();
            case PolicyReading.Refused refused ->
                throw new FaultException(
                        PolicyError.STORED_POLICY_UNREADABLE,
                        "version " + version + ": " + refused.mistakes().getFirst());
        };
    }
}

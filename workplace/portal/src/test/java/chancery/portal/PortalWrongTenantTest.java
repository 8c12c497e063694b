package chancery.portal;

import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.store.Statement;
import chancery.store.Uuid7;
import chancery.store.WrongTenantContract;
import chancery.store.spi.PersonalDataHolder;
import chancery.store.spi.StatementCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Every statement of the portal as another tenant. One value serves all ids, so that each statement finds its row. */
class PortalWrongTenantTest extends WrongTenantContract {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Override
    protected StatementCatalogue catalogue() {
        return new PortalTables();
    }

    @Override
    protected PersonalDataHolder holder() {
        return new PortalTables();
    }

    @Override
    protected Map<String, Object> fill(Database database, TenantId tenant) {
        UUID id = Uuid7.next(Clock.systemUTC());
        UUID second = Uuid7.next(Clock.systemUTC());
        Map<String, Object> values = values(id);
        database.inTenant(tenant, handle -> {
            insert(handle, tenant, PortalStatement.INSERT_MESSAGE, values);
            insert(handle, tenant, PortalStatement.INSERT_RECIPIENT, values);
            // another mail of the same mailbox
            Map<String, Object> other = new HashMap<>(values);
            other.put("id", second);
            insert(handle, tenant, PortalStatement.INSERT_RECIPIENT, other);
            insert(handle, tenant, PortalStatement.MARK_NOTICED, times(values, NOW.minus(Duration.ofDays(5))));
            insert(handle, tenant, PortalStatement.INSERT_CHALLENGE, values);
            insert(handle, tenant, PortalStatement.INSERT_SESSION, values);
            return insert(handle, tenant, PortalStatement.INSERT_ANSWER, values);
        });
        return values;
    }

    private static Map<String, Object> values(UUID id) {
        Map<String, Object> values = new HashMap<>();
        for (String name : List.of("id", "entry", "mail", "content", "message", "recipient")) {
            values.put(name, id);
        }
        values.put("ids", new UUID[] {id});
        values.put("sender", "a@b.example");
        values.put("address", "g@c.example");
        values.put("sentTo", "a@b.example");
        values.put("key", "g@c.example");
        values.put("most", 5);
        values.put("untold", true);
        for (String name : List.of("browser", "code", "hash")) {
            values.put(name, new byte[32]);
        }
        values.put("now", at(NOW));
        values.put("expires", at(NOW.plus(Duration.ofHours(1))));
        values.put("soon", at(NOW.plus(Duration.ofDays(2))));
        values.put("noticedBefore", at(NOW));
        values.put("before", at(NOW.plus(Duration.ofHours(1))));
        for (String name : List.of("since", "idleSince", "oldest")) {
            values.put(name, at(NOW.minus(Duration.ofHours(1))));
        }
        return values;
    }

    private static Map<String, Object> times(Map<String, Object> values, Instant now) {
        Map<String, Object> changed = new HashMap<>(values);
        changed.put("now", at(now));
        return changed;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static int insert(Handle handle, TenantId tenant, PortalStatement statement, Map<String, Object> values) {
        handle.getConfig(org.jdbi.v3.core.statement.SqlStatements.class).setUnusedBindingAllowed(true);
        return handle.createUpdate(statement.sql())
                .bindMap(values)
                .bind("tenant", tenant.value())
                .execute();
    }

    @Override
    protected Set<Statement> idle() {
        // the fixture's mail has an hour to go
        return Set.of(PortalStatement.LOCK_EXPIRED, PortalStatement.LOCK_UNTOLD, PortalStatement.FORGET);
    }
}

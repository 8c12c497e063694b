package chancery.audit;

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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;

class AuditWrongTenantTest extends WrongTenantContract {
    private static final Argument HASHES = (position, statement, context) ->
            statement.setArray(position, statement.getConnection().createArrayOf("bytea", new byte[][] {{0}}));

    @Override
    protected StatementCatalogue catalogue() {
        return new AuditTables();
    }

    @Override
    protected PersonalDataHolder holder() {
        return new AuditTables();
    }

    @Override
    protected Map<String, Object> fill(Database database, TenantId tenant) {
        UUID mail = Uuid7.next(Clock.systemUTC());
        Instant longAgo = Instant.now().minus(Duration.ofDays(50));
        var entry = new AuditRecord(tenant, longAgo, Optional.of(mail), "accepted", Map.of("size", "1"));
        database.onMailPath(handle -> {
            new AuditLog(database).append(handle, "node/test", List.of(entry));
            return true;
        });
        // the beginning of a chain whose first record has a true place to end at
        database.inTenant(
                tenant,
                handle -> handle.execute(
                        "INSERT INTO audit_start SELECT tenant_id, 'node/test', 1, hash FROM audit_record"));
        Map<String, Object> values = new HashMap<>();
        values.put("mail", mail);
        values.put("chain", "node/test");
        values.put("after", 0L);
        values.put("upTo", 10L);
        values.put("seq", 1L);
        values.put("hash", RecordHash.NONE);
        values.put("olderThan", OffsetDateTime.now(ZoneOffset.UTC).minusDays(40));
        values.put("none", RecordHash.NONE);
        values.put("tenants", new UUID[] {tenant.value()});
        values.put("seqs", new Long[] {2L});
        values.put("times", new Long[] {5L});
        values.put("mails", new UUID[] {mail});
        values.put("events", new String[] {"relayed"});
        values.put("details", new String[] {""});
        values.put("hashes", HASHES);
        values.put("ends", new UUID[] {tenant.value()});
        values.put("before", new Long[] {1L});
        values.put("endSeqs", new Long[] {2L});
        values.put("endHashes", HASHES);
        return values;
    }

    @Override
    protected Set<Statement> idle() {
        // the fixture's beginning is already there, and a beginning never moves back
        return Set.of(AuditStatement.MOVE_START);
    }
}

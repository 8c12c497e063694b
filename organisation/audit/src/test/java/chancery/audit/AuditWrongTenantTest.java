package chancery.audit;

import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.store.Uuid7;
import chancery.store.WrongTenantContract;
import chancery.store.spi.PersonalDataHolder;
import chancery.store.spi.StatementCatalogue;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

class AuditWrongTenantTest extends WrongTenantContract {
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
        var entry = new AuditRecord(tenant, Instant.now(), Optional.of(mail), "accepted", Map.of("size", "1"));
        database.onMailPath(handle -> {
            new AuditLog(database).append(handle, "node/test", List.of(entry));
            return true;
        });
        Map<String, Object> values = new HashMap<>();
        values.put("mail", mail);
        values.put("chain", "node/test");
        values.put("after", 0L);
        values.put("none", RecordHash.NONE);
        values.put("tenants", new UUID[] {tenant.value()});
        values.put("seqs", new Long[] {2L});
        values.put("times", new Long[] {5L});
        values.put("mails", new UUID[] {mail});
        values.put("events", new String[] {"relayed"});
        values.put("details", new String[] {""});
        values.put("hashes", new String[] {"00"});
        return values;
    }
}

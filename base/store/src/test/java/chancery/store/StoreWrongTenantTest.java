package chancery.store;

import chancery.mail.TenantId;
import chancery.store.spi.PersonalDataHolder;
import chancery.store.spi.StatementCatalogue;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

class StoreWrongTenantTest extends WrongTenantContract {
    @Override
    protected StatementCatalogue catalogue() {
        return new StoreStatements();
    }

    @Override
    protected PersonalDataHolder holder() {
        return new StoreStatements();
    }

    @Override
    protected Map<String, Object> fill(Database database, TenantId tenant) {
        ContentVault vault = TestDatabase.vault(database);
        ContentWriter writer = vault.begin(tenant, Uuid7.next(Clock.systemUTC()));
        SealedContent sealed = writer.seal();
        database.onMailPath(handle -> {
            vault.insert(handle, List.of(sealed));
            return true;
        });
        Map<String, Object> values = new HashMap<>();
        values.put("content", sealed.id());
        values.put("contents", new UUID[] {sealed.id()});
        values.put("wrapped", sealed.wrappedKey());
        values.put("size", 5L);
        values.put("sha256", new byte[32]);
        values.put("body", new byte[5]);
        values.put("blob", null);
        return values;
    }

    @Override
    protected Set<Statement> idle() {
        // the tenant has a key already
        return Set.of(ContentStatement.INSERT_TENANT_KEY, ContentStatement.DELETE_CONTENTS);
    }
}

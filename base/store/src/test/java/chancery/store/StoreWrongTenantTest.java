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
import org.jdbi.v3.core.argument.Argument;

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
        values.put("from", "extent/");
        values.put("to", "extent/~");
        return values;
    }

    /** A batch of one: its tenant, and everything else that the statement for batches wants as an array. */
    @Override
    protected Map<String, Object> batch(TenantId tenant) {
        return Map.of(
                "tenants", array("uuid", new UUID[] {tenant.value()}),
                "contents", array("uuid", new UUID[] {Uuid7.next(Clock.systemUTC())}),
                "wrapped", array("bytea", new byte[][] {new byte[60]}),
                "sizes", array("int8", new Long[] {5L}),
                "digests", array("bytea", new byte[][] {new byte[32]}),
                "bodies", array("bytea", new byte[][] {new byte[5]}),
                "blobs", array("text", new String[] {null}));
    }

    private static Argument array(String type, Object[] elements) {
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, elements));
    }

    @Override
    protected Set<Statement> idle() {
        // the tenant has a key already
        return Set.of(ContentStatement.INSERT_TENANT_KEY, ContentStatement.DELETE_CONTENTS);
    }
}

package chancery.store;

import chancery.store.spi.DataCategory;
import chancery.store.spi.PersonalDataHolder;
import chancery.store.spi.StatementCatalogue;
import java.util.List;
import java.util.Map;

/** The store's own entry in both lists. */
public final class StoreStatements implements StatementCatalogue, PersonalDataHolder {
    @Override
    public List<Statement> statements() {
        return List.of(ContentStatement.values());
    }

    @Override
    public Map<String, DataCategory> tables() {
        return Map.of(
                "tenant_key",
                DataCategory.CONTENT,
                "content_key",
                DataCategory.CONTENT,
                "content",
                DataCategory.CONTENT);
    }
}

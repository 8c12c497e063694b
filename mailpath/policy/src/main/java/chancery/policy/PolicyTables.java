package chancery.policy;

import chancery.store.Statement;
import chancery.store.spi.DataCategory;
import chancery.store.spi.PersonalDataHolder;
import chancery.store.spi.StatementCatalogue;
import java.util.List;
import java.util.Map;

/** Tells the store what policy keeps and by which statements it is reached. */
public final class PolicyTables implements StatementCatalogue, PersonalDataHolder {
    @Override
    public List<Statement> statements() {
        return List.of(PolicyStatement.values());
    }

    @Override
    public Map<String, DataCategory> tables() {
        return Map.of("policy_version", DataCategory.ACCOUNT);
    }
}

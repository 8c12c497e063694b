package chancery.tenancy;

import chancery.store.Statement;
import chancery.store.spi.DataCategory;
import chancery.store.spi.PersonalDataHolder;
import chancery.store.spi.StatementCatalogue;
import java.util.List;
import java.util.Map;

/** Tells the store what tenancy keeps and by which statements it is reached. */
public final class TenancyTables implements StatementCatalogue, PersonalDataHolder {
    @Override
    public List<Statement> statements() {
        return List.of(TenancyStatement.values());
    }

    @Override
    public Map<String, DataCategory> tables() {
        return Map.of(
                "tenant", DataCategory.ACCOUNT,
                "mail_domain", DataCategory.ACCOUNT,
                "relay_host", DataCategory.ACCOUNT,
                "account", DataCategory.ACCOUNT,
                "api_token", DataCategory.ACCOUNT);
    }
}

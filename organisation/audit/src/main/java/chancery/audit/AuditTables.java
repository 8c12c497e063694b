package chancery.audit;

import chancery.store.Statement;
import chancery.store.spi.DataCategory;
import chancery.store.spi.PersonalDataHolder;
import chancery.store.spi.StatementCatalogue;
import java.util.List;
import java.util.Map;

/** Tells the store what the audit keeps and by which statements it is reached. */
public final class AuditTables implements StatementCatalogue, PersonalDataHolder {
    @Override
    public List<Statement> statements() {
        return List.of(AuditStatement.values());
    }

    @Override
    public Map<String, DataCategory> tables() {
        return Map.of(
                "audit_record",
                DataCategory.SYSTEM,
                "audit_head",
                DataCategory.SYSTEM,
                "audit_start",
                DataCategory.SYSTEM);
    }
}

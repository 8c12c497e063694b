package chancery.portal;

import chancery.store.Statement;
import chancery.store.spi.DataCategory;
import chancery.store.spi.PersonalDataHolder;
import chancery.store.spi.StatementCatalogue;
import java.util.List;
import java.util.Map;

/** What the portal keeps about people, and how it asks for it. */
public final class PortalTables implements StatementCatalogue, PersonalDataHolder {
    @Override
    public List<Statement> statements() {
        return List.of(PortalStatement.values());
    }

    @Override
    public Map<String, DataCategory> tables() {
        return Map.of(
                "portal_message", DataCategory.SYSTEM,
                "portal_recipient", DataCategory.SYSTEM,
                "portal_challenge", DataCategory.SYSTEM,
                "portal_session", DataCategory.SYSTEM,
                "portal_answer", DataCategory.SYSTEM);
    }
}

package chancery.spool;

import chancery.store.spi.DataCategory;
import chancery.store.spi.PersonalDataHolder;
import java.util.Map;

/** The tables of the queue and what they hold about people: who wrote to whom, and when. */
public final class SpoolTables implements PersonalDataHolder {
    @Override
    public Map<String, DataCategory> tables() {
        return Map.of("spool_mail", DataCategory.SYSTEM, "spool_entry", DataCategory.SYSTEM);
    }
}

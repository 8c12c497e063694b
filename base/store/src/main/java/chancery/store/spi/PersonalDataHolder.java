package chancery.store.spi;

import java.util.Map;

/** A module that keeps data about people says where, so that access and erasure can reach all of it. */
public interface PersonalDataHolder {
    /** Table name to what it holds. Every table with a {@code tenant_id} is named by exactly one holder. */
    Map<String, DataCategory> tables();
}

package chancery.store;

import org.jdbi.v3.core.Handle;

/**
 * What happens inside one transaction. It commits when {@code run} returns and rolls back when it throws.
 *
 * @param <T> what the transaction yields
 */
@FunctionalInterface
public interface TransactionWork<T> {
    /** Must not keep the handle beyond its return, wait for the network, or hold it while a person thinks. */
    T run(Handle handle);
}

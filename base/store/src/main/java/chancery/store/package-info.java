/** Transactions, migrations, tenant keys, encrypted contents; embedded PostgreSQL. */
@NullMarked
package chancery.store;

import org.jspecify.annotations.NullMarked;

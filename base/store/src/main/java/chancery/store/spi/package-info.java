/** What other modules tell the store about their tables. Found by {@link java.util.ServiceLoader}. */
@NullMarked
package chancery.store.spi;

import org.jspecify.annotations.NullMarked;

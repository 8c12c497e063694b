/** What those who carry mail away from the queue implement: one {@link chancery.spool.spi.Deliverer} per method. */
@NullMarked
package chancery.spool.spi;

import org.jspecify.annotations.NullMarked;

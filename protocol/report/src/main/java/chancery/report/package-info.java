/** DSN written and read. */
@NullMarked
package chancery.report;

import org.jspecify.annotations.NullMarked;

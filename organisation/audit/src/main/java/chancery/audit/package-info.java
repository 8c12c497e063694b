/** Append-only, hash-chained record of who or what decided. */
@NullMarked
package chancery.audit;

import org.jspecify.annotations.NullMarked;

/** Typed config records, loader, generated manual. */
@NullMarked
package chancery.config;

import org.jspecify.annotations.NullMarked;

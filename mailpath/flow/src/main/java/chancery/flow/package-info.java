/** The mail flow: before acceptance, after acceptance, delivery. */
@NullMarked
package chancery.flow;

import org.jspecify.annotations.NullMarked;

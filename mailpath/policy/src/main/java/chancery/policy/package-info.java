/** Rules, word lists; pure function assessment to decisions. */
@NullMarked
package chancery.policy;

import org.jspecify.annotations.NullMarked;

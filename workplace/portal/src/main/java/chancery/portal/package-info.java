/** Recipients open, read and answer protected mail in a browser. */
@NullMarked
package chancery.portal;

import org.jspecify.annotations.NullMarked;

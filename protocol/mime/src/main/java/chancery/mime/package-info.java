/** Parse and build messages without loss of octets; limits on depth and parts. */
@NullMarked
package chancery.mime;

import org.jspecify.annotations.NullMarked;

/** Grammar, server session and client session over a channel. */
@NullMarked
package chancery.smtp;

import org.jspecify.annotations.NullMarked;

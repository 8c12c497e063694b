/** SMTP and submission listeners, connection policy, relay rules. */
@NullMarked
package chancery.inbound;

import org.jspecify.annotations.NullMarked;

/**
 * The one place where everything is put together: reads nothing but the config and the data folder, builds every
 * object by its constructor, starts them in the order in which they need each other and stops them in reverse.
 *
 * <p>{@link chancery.server.Foundations} is what all stands on (database, keys, audit, tenants, policies),
 * {@link chancery.server.MailPath} the way of a mail from a listener to the next hop, {@link chancery.server.WebEdge}
 * the portal and the API.
 */
@NullMarked
package chancery.server;

import org.jspecify.annotations.NullMarked;

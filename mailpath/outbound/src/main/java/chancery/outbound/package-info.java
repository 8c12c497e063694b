/** Deliver by SMTP: MX, routes, TLS, reuse of connections. */
@NullMarked
package chancery.outbound;

import org.jspecify.annotations.NullMarked;

/** Resolver, TLS contexts, listeners on virtual threads, PROXY protocol, limits. */
@NullMarked
package chancery.net;

import org.jspecify.annotations.NullMarked;

/**
 * Where mail comes in by SMTP: who may send what to whom, before any content is taken.
 *
 * <p>Three ways lead in. A person's program authenticates on a submission listener (RFC 6409). A tenant's own mail
 * server is known by its address and the domain of the reverse-path. Everybody else may send to the domains of tenants
 * and nowhere else. What was established here is the {@link chancery.flow.Origin} of the mail; the content goes
 * straight to the mail flow.
 */
@NullMarked
package chancery.inbound;

import org.jspecify.annotations.NullMarked;

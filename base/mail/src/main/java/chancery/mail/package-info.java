/**
 * The words of mail: values that three or more capabilities exchange, and nothing else. No I/O, no service.
 *
 * <p>A mail transaction (RFC 5321 §3.3) is an envelope and a content. The envelope (RFC 5321 §2.3.1) is the
 * reverse-path and the forward-paths; the content (RFC 5321 §2.3.1) is header section and body, referred to here and
 * never held. A {@link chancery.mail.Decision} says per recipient what shall happen, a
 * {@link chancery.mail.DeliveryMethod} what is promised to the sender, a {@link chancery.mail.DeliveryOutcome} what
 * became of it (RFC 3464 §2.3.3).
 *
 * <p>Closed sets are sealed; switch over them without {@code default}, so that a new member fails the build wherever
 * it is not handled.
 */
@NullMarked
package chancery.mail;

import org.jspecify.annotations.NullMarked;

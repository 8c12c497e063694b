/**
 * The mail flow: the one place where the order of the steps is written down.
 *
 * <p>{@link chancery.flow.MailFlow} holds what happens before the reply to the end of data: authenticate, unprotect,
 * scan, decide per recipient, commit, answer. {@link chancery.flow.DeliveryRunner} holds what happens after it:
 * protect, deliver by the method's deliverer, take the next method when a promise cannot be kept, tell the sender,
 * write the audit. Every source of mail, be it SMTP, a reply from the portal or a notice of our own, comes through
 * here and meets the same steps.
 *
 * <p>Between the two stands the spool; nothing else hands mail over. RFC 5321 §6.1: after 250 the mail is ours.
 */
@NullMarked
package chancery.flow;

import org.jspecify.annotations.NullMarked;

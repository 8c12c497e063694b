/**
 * Recipients ("guests") open, read and answer protected mail in a browser.
 *
 * <p>A mail whose method is {@link chancery.mail.DeliveryMethod.PortalPickup} is copied under a message key of its own
 * and waits. Each recipient gets a notice with a link. The link names tenant and recipient in a sealed form: whoever
 * looks at it learns nothing, and whoever changes it gets "not found" without a database being asked. The link alone
 * opens nothing: it leads to a page that offers to mail a code, and the code opens the mail only in the browser that
 * asked for it. So a link scanner can follow every link, and a forwarded notice gives nothing away; and whoever
 * receives the mailbox's mail, a shared mailbox's reader or a delegate too, can open it.
 *
 * <p>Rules that hold for every page: no request by GET changes what another request sees; no script is needed; nothing
 * is loaded from elsewhere; no address and no secret is part of a URL; every text that came from outside is escaped by
 * {@link chancery.portal.Html}; mail HTML is rebuilt from an allow-list and shown in a frame that may run nothing and,
 * until the guest asks, fetch nothing.
 *
 * <p>A code lives ten minutes and five attempts; a session ends after twenty idle minutes. Of both only hashes are
 * stored. When the time of a mail is over its message key is destroyed, which is what "expired" means.
 */
@NullMarked
package chancery.portal;

import org.jspecify.annotations.NullMarked;

package chancery.mailauth;

import chancery.mail.EmailAddress;
import java.net.InetAddress;

/**
 * Whom to ask about (RFC 7208 §4.1).
 *
 * @param client address of the SMTP client
 * @param helo what it said in EHLO or HELO, empty when unknown
 * @param localPart of the sender, {@code postmaster} where there is none
 * @param domain whose record is asked for
 */
public record SpfQuery(Identity identity, InetAddress client, String helo, String localPart, String domain) {

    /** Which name is checked (RFC 7208 §2). */
    public enum Identity {
        HELO("helo"),
        MAIL_FROM("mailfrom");

        private final String property;

        Identity(String property) {
            this.property = property;
        }

        /** Its name in Authentication-Results: the property of the type smtp (RFC 8601 §2.7.2). */
        public String property() {
            return property;
        }
    }

    public SpfQuery {
        localPart = localPart.isEmpty() ? "postmaster" : localPart;
    }

    /** RFC 7208 §2.3 */
    public static SpfQuery helo(InetAddress client, String helo) {
        return new SpfQuery(Identity.HELO, client, helo, "postmaster", helo);
    }

    /** RFC 7208 §2.4 */
    public static SpfQuery mailFrom(InetAddress client, String helo, EmailAddress sender) {
        return new SpfQuery(Identity.MAIL_FROM, client, helo, sender.localPart(), sender.domain());
    }

    /** RFC 7208 §2.4: with a null reverse-path the sender is postmaster at the name from EHLO. */
    public static SpfQuery nullReversePath(InetAddress client, String helo) {
        return new SpfQuery(Identity.MAIL_FROM, client, helo, "postmaster", helo);
    }

    String sender() {
        return localPart + "@" + domain;
    }
}

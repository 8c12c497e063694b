package chancery.mime;

import chancery.mail.EmailAddress;
import java.util.Optional;

/**
 * A mailbox in a header field (RFC 5322 §3.4). What is no address is never made into one: it stays {@link Invalid}.
 */
public sealed interface HeaderMailbox extends AddressList.Item {

    /** The name to display, decoded; empty when there is none. Anyone can write anything here. */
    String displayName();

    /** The address, if it is one. */
    Optional<EmailAddress> address();

    /** A mailbox whose address can be used. */
    record Valid(String displayName, EmailAddress mailbox) implements HeaderMailbox {
        @Override
        public Optional<EmailAddress> address() {
            return Optional.of(mailbox);
        }
    }

    /**
     * Something in the place of a mailbox that is none.
     *
     * @param text what stands where the address should be
     * @param reason why it is no address, without the text itself
     */
    record Invalid(String displayName, String text, String reason) implements HeaderMailbox {
        @Override
        public Optional<EmailAddress> address() {
            return Optional.empty();
        }
    }
}

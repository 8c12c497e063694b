package chancery.mail;

import java.util.Optional;
import java.util.Set;

/**
 * One forward-path with its DSN parameters.
 *
 * @param notifyOn NOTIFY of RFC 3461 §4.1; empty when the client gave none, {@code NEVER} stands alone
 * @param originalRecipient ORCPT of RFC 3461 §4.2, {@code addr-type;xtext} as received
 */
public record EnvelopeRecipient(EmailAddress address, Set<Notify> notifyOn, Optional<String> originalRecipient) {
    public EnvelopeRecipient {
        notifyOn = Set.copyOf(notifyOn);
    }

    public EnvelopeRecipient(EmailAddress address) {
        this(address, Set.of(), Optional.empty());
    }
}

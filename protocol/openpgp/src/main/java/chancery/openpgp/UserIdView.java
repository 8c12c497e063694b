package chancery.openpgp;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import java.util.Optional;

/**
 * What holds of one user ID at a time.
 *
 * @param text as its owner wrote it, octets that are no UTF-8 replaced; hostile until shown otherwise
 * @param primary true for the one that speaks for the certificate
 * @param trust Verified when the owner of the key claims it and has not withdrawn it
 */
public record UserIdView(String text, boolean primary, Trust trust) {

    /** The address in angle brackets at the end, or the whole text when that is an address; nothing otherwise. */
    public Optional<EmailAddress> address() {
        String found = text.strip();
        int open = found.lastIndexOf('<');
        if (open >= 0 && found.endsWith(">")) {
            found = found.substring(open + 1, found.length() - 1);
        }
        try {
            return Optional.of(EmailAddress.parse(found));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }
}

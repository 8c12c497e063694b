package chancery.report;

import chancery.mail.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One report about one transaction.
 *
 * @param reportingMta DNS name of this gateway (RFC 3464 §2.2.2)
 * @param to the reverse-path of the transaction
 * @param envelopeId ENVID as the client gave it, xtext (RFC 3464 §2.2.1)
 * @param arrival when the mail was accepted
 * @param recipients at least one
 * @param returned the returned mail or header section: octets with CR LF line ends
 * @param full true when {@code returned} is the whole mail
 */
public record Dsn(
        String reportingMta,
        EmailAddress to,
        Optional<String> envelopeId,
        Instant arrival,
        List<DsnRecipient> recipients,
        byte[] returned,
        boolean full) {
    public Dsn {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a report about nobody");
        }
    }

    /** True when an address in the report needs the international forms of RFC 6533. */
    boolean international() {
        return to.needsUtf8()
                || recipients.stream().anyMatch(r -> r.recipient().address().needsUtf8());
    }
}

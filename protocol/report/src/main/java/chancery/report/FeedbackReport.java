package chancery.report;

import java.util.List;
import java.util.Optional;

/**
 * A complaint or an authentication failure in the format ARF (RFC 5965 §3). A DMARC failure report is one of type
 * auth-failure whose {@link AuthFailure#kind()} is dmarc.
 *
 * @param type what it is about
 * @param userAgent the program that wrote it, empty text when it gave none
 * @param origin where the mail came from
 * @param about what the complaint names
 * @param authFailure for the type auth-failure
 * @param incidents how many mails it stands for, at least 1
 * @param fromWords true when there was no machine-readable part and the values were read from words for people
 */
public record FeedbackReport(
        FeedbackType type,
        String userAgent,
        Origin origin,
        About about,
        Optional<AuthFailure> authFailure,
        long incidents,
        boolean fromWords)
        implements Report {

    /**
     * The envelope and the connection of the mail.
     *
     * @param mailFrom Original-Mail-From without angle brackets; empty text for the null reverse-path
     * @param recipients Original-Rcpt-To
     * @param arrivalDate as the reporter wrote it
     */
    public record Origin(
            Optional<String> mailFrom,
            List<String> recipients,
            Optional<String> envelopeId,
            Optional<String> sourceIp,
            Optional<String> arrivalDate,
            Optional<String> reportingMta) {
        public Origin {
            recipients = List.copyOf(recipients);
        }

        public static final Origin UNKNOWN = new Origin(
                Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What the reporter holds responsible.
     *
     * @param authenticationResults values of the Authentication-Results fields
     * @param messageId of the mail, from the fields or from its header section, without angle brackets
     */
    public record About(
            List<String> domains, List<String> uris, List<String> authenticationResults, Optional<String> messageId) {
        public About {
            domains = List.copyOf(domains);
            uris = List.copyOf(uris);
            authenticationResults = List.copyOf(authenticationResults);
        }
    }

    /** True for a DMARC failure report (RFC 9991 §4). */
    public boolean isDmarcFailure() {
        return authFailure.filter(f -> f.kind().equals("dmarc")).isPresent();
    }
}

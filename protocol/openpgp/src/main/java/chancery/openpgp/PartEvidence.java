package chancery.openpgp;

import java.util.List;

/**
 * Protection that covers a part of a mail and not the whole of it. What such a part says must not be shown as if it were
 * said of the mail.
 */
public sealed interface PartEvidence {
    /** Which part: numbers from 1, joined by points, as IMAP has them; a part of a forwarded message as one inside it. */
    String part();

    /**
     * Signed, and readable to everybody.
     *
     * @param covered the part that the signatures cover
     */
    record Signed(String part, String covered, List<MailSignature> signatures) implements PartEvidence {
        public Signed {
            signatures = List.copyOf(signatures);
        }
    }

    /** Encrypted, and left closed: what stands beside it could carry it away (EFAIL). */
    record Closed(String part, List<EncryptedTo> recipients) implements PartEvidence {
        public Closed {
            recipients = List.copyOf(recipients);
        }
    }

    /** Certificates for the reader to keep, not judged. */
    record Certificates(String part, List<Certificate> certificates) implements PartEvidence {
        public Certificates {
            certificates = List.copyOf(certificates);
        }
    }
}

package chancery.openpgp;

import java.util.List;

/** One layer of PGP/MIME around the whole of a mail, as it was found. */
public sealed interface MailLayer {

    /** multipart/signed (RFC 3156 §5). */
    record Signed(List<MailSignature> signatures) implements MailLayer {
        public Signed {
            signatures = List.copyOf(signatures);
        }
    }

    /**
     * multipart/encrypted (RFC 3156 §4) that was taken off.
     *
     * @param recipients as the message names them, which is not protected
     * @param signatures made inside the encryption (RFC 3156 §6.2); none means unsigned
     */
    record Encrypted(EncryptionEvidence evidence, List<EncryptedTo> recipients, List<MailSignature> signatures)
            implements MailLayer {
        public Encrypted {
            recipients = List.copyOf(recipients);
            signatures = List.copyOf(signatures);
        }
    }

    /** multipart/encrypted that was not taken off. */
    record Locked(List<EncryptedTo> recipients) implements MailLayer {
        public Locked {
            recipients = List.copyOf(recipients);
        }
    }
}

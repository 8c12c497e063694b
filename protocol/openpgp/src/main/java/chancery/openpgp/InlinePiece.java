package chancery.openpgp;

import java.util.List;

/** A stretch of a plain text that may hold OpenPGP between its lines. Text is text: nothing in it is markup. */
public sealed interface InlinePiece {

    /** Not covered by anything, whatever stands before or after it. */
    record Unprotected(String text) implements InlinePiece {}

    /**
     * From the cleartext signature framework (RFC 9580 §7).
     *
     * @param text as it was signed, dash-escaping taken off, lines ended by LF
     */
    record Signed(String text, List<MailSignature> signatures) implements InlinePiece {
        public Signed {
            signatures = List.copyOf(signatures);
        }
    }

    /**
     * An armored message that was opened; with no evidence of an encryption it was only signed.
     *
     * @param evidence empty or one
     */
    record Opened(
            String text,
            List<EncryptionEvidence> evidence,
            List<EncryptedTo> recipients,
            List<MailSignature> signatures)
            implements InlinePiece {
        public Opened {
            evidence = List.copyOf(evidence);
            recipients = List.copyOf(recipients);
            signatures = List.copyOf(signatures);
        }
    }

    /** An armored message that was not opened; nothing of it is given out. */
    record Closed(Refusal refusal, String explanation, List<EncryptedTo> recipients) implements InlinePiece {
        public Closed {
            recipients = List.copyOf(recipients);
        }
    }

    /** Certificates, not judged. */
    record Certificates(List<Certificate> certificates) implements InlinePiece {
        public Certificates {
            certificates = List.copyOf(certificates);
        }
    }
}

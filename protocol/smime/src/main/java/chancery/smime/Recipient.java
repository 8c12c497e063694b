package chancery.smime;

/**
 * Somebody to encrypt to.
 *
 * @param capabilities what is known of the recipient's mail program, from signatures
 */
public record Recipient(Certificate certificate, Capabilities capabilities) {
    /** A recipient of whom only the certificate is known. */
    public static Recipient of(Certificate certificate) {
        return new Recipient(certificate, Capabilities.UNKNOWN);
    }
}

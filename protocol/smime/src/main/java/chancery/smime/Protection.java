package chancery.smime;

import java.util.List;
import java.util.Optional;

/**
 * What shall be put on a message: a signature, an encryption, or both, the signature inside.
 *
 * @param signer empty for no signature
 * @param opaque true for a signature that holds the content, when nothing is encrypted
 * @param recipients empty for no encryption
 * @param along further certificates to send with a signature
 */
public record Protection(
        Optional<Identity> signer, boolean opaque, List<Recipient> recipients, List<Certificate> along) {
    public Protection {
        recipients = List.copyOf(recipients);
        along = List.copyOf(along);
        if (signer.isEmpty() && recipients.isEmpty()) {
            throw new IllegalArgumentException("neither a signature nor an encryption");
        }
    }

    public static Protection signed(Identity signer) {
        return new Protection(Optional.of(signer), false, List.of(), List.of());
    }

    public static Protection encrypted(List<Recipient> recipients) {
        return new Protection(Optional.empty(), false, recipients, List.of());
    }

    public static Protection signedAndEncrypted(Identity signer, List<Recipient> recipients) {
        return new Protection(Optional.of(signer), false, recipients, List.of());
    }
}

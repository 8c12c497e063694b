package chancery.openpgp;

import java.util.List;
import java.util.Optional;

/**
 * What shall be put on a mail: a signature, an encryption, or both, the signature inside.
 *
 * @param signer empty for no signature
 * @param recipients empty for no encryption; each must have a key that encrypts
 */
public record Protection(Optional<UnlockedKey> signer, List<CertificateView> recipients) {
    public Protection {
        recipients = List.copyOf(recipients);
        if (signer.isEmpty() && recipients.isEmpty()) {
            throw new IllegalArgumentException("neither a signature nor an encryption");
        }
    }

    public static Protection signed(UnlockedKey signer) {
        return new Protection(Optional.of(signer), List.of());
    }

    public static Protection encrypted(List<CertificateView> recipients) {
        return new Protection(Optional.empty(), recipients);
    }

    public static Protection signedAndEncrypted(UnlockedKey signer, List<CertificateView> recipients) {
        return new Protection(Optional.of(signer), recipients);
    }
}

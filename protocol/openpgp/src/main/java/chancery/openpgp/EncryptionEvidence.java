package chancery.openpgp;

import java.util.Optional;

/**
 * How a message was encrypted that proved intact.
 *
 * @param seipdVersion 1 or 2
 * @param aead the mode of version 2
 * @param certificate whose private key opened it; nothing when a passphrase did
 */
public record EncryptionEvidence(
        int seipdVersion, SymmetricAlgorithm cipher, Optional<AeadAlgorithm> aead, Optional<Fingerprint> certificate) {}

package chancery.openpgp;

import java.util.Arrays;
import java.util.Optional;

/**
 * The key that one message is encrypted with.
 *
 * @param cipher named beside the key for SEIPD version 1; version 2 names it in the data packet
 */
record SessionKey(Optional<SymmetricAlgorithm> cipher, byte[] octets) {

    // RFC 9580 §5.1.1, RFC 9580 §5.1.2
    static Optional<SessionKey> summed(int version, byte[] encoded) {
        int from = version == 3 ? 1 : 0;
        if (encoded.length < from + 3) {
            return Optional.empty();
        }
        byte[] key = Arrays.copyOfRange(encoded, from, encoded.length - 2);
        int given = ((encoded[encoded.length - 2] & 0xff) << 8) | (encoded[encoded.length - 1] & 0xff);
        if (given != SecretPart.sum(key, key.length)) {
            return Optional.empty();
        }
        if (version != 3) {
            return Optional.of(new SessionKey(Optional.empty(), key));
        }
        return SymmetricAlgorithm.of(encoded[0])
                .filter(cipher -> cipher.keyOctets() == key.length)
                .map(cipher -> new SessionKey(Optional.of(cipher), key));
    }

    @Override
    public String toString() {
        return "session key";
    }
}

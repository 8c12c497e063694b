package chancery.openpgp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Key and nonces of one SEIPD version 2 packet (RFC 9580 §5.13.2). */
record ChunkSealing(Aead aead, byte[] noncePrefix) {

    static ChunkSealing of(
            byte[] sessionKey, byte[] salt, byte[] purpose, SymmetricAlgorithm cipher, AeadAlgorithm mode) {
        int prefix = mode.nonceOctets() - 8;
        byte[] derived = Hkdf.sha256(sessionKey, salt, purpose, cipher.keyOctets() + prefix);
        byte[] key = Arrays.copyOf(derived, cipher.keyOctets());
        return new ChunkSealing(Aead.of(mode, key), Arrays.copyOfRange(derived, cipher.keyOctets(), derived.length));
    }

    byte[] nonce(long index) {
        return ByteBuffer.allocate(noncePrefix.length + 8)
                .put(noncePrefix)
                .putLong(index)
                .array();
    }
}

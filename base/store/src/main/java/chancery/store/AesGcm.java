package chancery.store;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM over octets in memory: a random nonce of 96 bits, the cipher text, the tag of 128 bits (NIST SP 800-38D).
 *
 * <p>Tink writes the same octets, but keeps its cipher per thread, and a mail's thread is new for each mail: to look the
 * cipher up again took longer than to use it.
 */
final class AesGcm {
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ArrayBlockingQueue<Cipher> IDLE = new ArrayBlockingQueue<>(32);

    private AesGcm() {}

    /** Random octets that nobody can guess. */
    static byte[] random(int length) {
        byte[] octets = new byte[length];
        RANDOM.nextBytes(octets);
        return octets;
    }

    /** Encrypts the first {@code length} octets. A key must not see more than 2^32 calls. */
    static byte[] encrypt(byte[] key, byte[] clear, int length, byte[] associated) throws GeneralSecurityException {
        byte[] nonce = random(NONCE);
        byte[] out = new byte[NONCE + length + TAG];
        System.arraycopy(nonce, 0, out, 0, NONCE);
        Cipher cipher = take();
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(associated);
        int written = cipher.doFinal(clear, 0, length, out, NONCE);
        if (written != length + TAG) {
            throw new GeneralSecurityException("cipher text of another length");
        }
        // a cipher that failed is not used again
        var _ = IDLE.offer(cipher);
        return out;
    }

    /** Gives the clear octets out when all of them have been verified. */
    static byte[] decrypt(byte[] key, byte[] sealed, byte[] associated) throws GeneralSecurityException {
        if (sealed.length < NONCE + TAG) {
            throw new AEADBadTagException("too short");
        }
        Cipher cipher = take();
        cipher.init(
                Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, sealed, 0, NONCE));
        cipher.updateAAD(associated);
        byte[] clear = cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
        var _ = IDLE.offer(cipher);
        return clear;
    }

    private static Cipher take() throws GeneralSecurityException {
        Cipher idle = IDLE.poll();
        return idle != null ? idle : Cipher.getInstance("AES/GCM/NoPadding");
    }
}

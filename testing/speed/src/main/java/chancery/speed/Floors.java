package chancery.speed;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The work that nobody can avoid, on octets in one piece. */
final class Floors {
    private Floors() {}

    /** A binary attachment's worth of octets, the same every time. */
    static byte[] octets(int count) {
        byte[] octets = new byte[count];
        new Random(1).nextBytes(octets);
        return octets;
    }

    /** Text in lines that end with CR LF, as mail has it. */
    static byte[] lines(int count) {
        byte[] text = Base64.getMimeEncoder().encode(octets(count));
        return java.util.Arrays.copyOf(text, count);
    }

    static byte[] aesGcm(byte[] clear, byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, octets(12)));
        return cipher.doFinal(clear);
    }

    /** What CFB with a hash of the plaintext costs: CBC is computed at the same speed. */
    static Object aesCbcAndSha1(byte[] clear, byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(octets(16)));
        return List.of(cipher.doFinal(clear), MessageDigest.getInstance("SHA-1").digest(clear));
    }

    /**
     * Lets the JVM compile its ciphers, which it does by the number of calls: with 1 MB a call that takes minutes, in which
     * both sides would be measured in the interpreter.
     */
    static void warmUp() throws GeneralSecurityException {
        byte[] small = octets(4_096);
        byte[] key = octets(32);
        for (int i = 0; i < 30_000; i++) {
            aesGcm(small, key);
            aesCbcAndSha1(small, key);
        }
    }

    static byte[] base64(byte[] octets) {
        return Base64.getMimeEncoder().encode(octets);
    }
}

package chancery.smtp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.KeySpec;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a server stores to verify a password by SCRAM-SHA-256 (RFC 5802 §3, RFC 7677 §3), and PLAIN too. Whoever steals it
 * must still guess the password, but can pose as the server.
 *
 * @param identity the name under which the session goes on
 * @param salt at least 16 octets of randomness
 * @param iterations at least 4,096
 * @param storedKey 32 octets
 * @param serverKey 32 octets
 */
public record ScramCredential(String identity, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {
    /** What accounts should use: a made-up credential for an unknown name has it too, and must not stand out. */
    public static final int USUAL_ITERATIONS = 10_000;

    /** Octets; see {@link #USUAL_ITERATIONS}. */
    public static final int USUAL_SALT_LENGTH = 16;

    static final int KEY_LENGTH = 32;

    public ScramCredential {
        if (storedKey.length != KEY_LENGTH || serverKey.length != KEY_LENGTH || salt.length < 8 || iterations < 4_096) {
            throw new IllegalArgumentException("not a SCRAM-SHA-256 credential");
        }
        salt = salt.clone();
        storedKey = storedKey.clone();
        serverKey = serverKey.clone();
    }

    /** Derives a credential; slow by intention (milliseconds for 4,096 iterations). */
    public static ScramCredential derive(String identity, char[] password, byte[] salt, int iterations) {
        KeySpec spec = new PBEKeySpec(password, salt, iterations, KEY_LENGTH * 8);
        try {
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            byte[] clientKey = hmac(salted, "Client Key");
            return new ScramCredential(
                    identity,
                    salt,
                    iterations,
                    MessageDigest.getInstance("SHA-256").digest(clientKey),
                    hmac(salted, "Server Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this password would have led to this credential; constant time where the answer is decided. */
    public boolean matches(char[] password) {
        ScramCredential other = derive(identity, password, salt, iterations);
        return MessageDigest.isEqual(storedKey, other.storedKey);
    }

    static byte[] hmac(byte[] key, String text) {
        return hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hmac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "ScramCredential[withheld]";
    }
}

package chancery.tenancy;

import chancery.mail.FaultException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** What a server keeps of a password (RFC 5802 §3 with SHA-256, RFC 7677 §3). Never printed. */
public final class ScramSecret {
    /** Of passwords set from now on; also the least that is accepted from a table. */
    public static final int ITERATIONS = 65_536;

    private static final int SALT_OCTETS = 16;
    private static final int KEY_BITS = 256;

    private final byte[] salt;
    private final int iterations;
    private final byte[] storedKey;
    private final byte[] serverKey;

    public ScramSecret(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {
        if (iterations < ITERATIONS) {
            throw new IllegalArgumentException("fewer than " + ITERATIONS + " iterations");
        }
        this.salt = salt.clone();
        this.iterations = iterations;
        this.storedKey = storedKey.clone();
        this.serverKey = serverKey.clone();
    }

    /** Derives from a password; takes some 20 ms of CPU on purpose. */
    static ScramSecret of(String password, RandomGenerator random) {
        byte[] salt = new byte[SALT_OCTETS];
        random.nextBytes(salt);
        return derive(password, salt, ITERATIONS);
    }

    private static ScramSecret derive(String password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(prepared(password).toCharArray(), salt, iterations, KEY_BITS);
        try {
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
            return new ScramSecret(salt, iterations, storedKey, hmac(salted, "Server Key"));
        } catch (GeneralSecurityException e) {
            throw new FaultException(TenancyError.CRYPTOGRAPHY_MISSING, e);
        } finally {
            spec.clearPassword();
        }
    }

    /** True for the password that this came from; takes the same time whichever it is. */
    boolean verifies(String password) {
        ScramSecret other = derive(password, salt, iterations);
        return MessageDigest.isEqual(storedKey, other.storedKey);
    }

    // RFC 8265 §4.2.2: other spaces become the space, then NFC; what SASLprep makes of ordinary passwords too
    private static String prepared(String password) {
        var out = new StringBuilder(password.length());
        password.codePoints()
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(out::appendCodePoint);
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }

    public byte[] salt() {
        return salt.clone();
    }

    public int iterations() {
        return iterations;
    }

    public byte[] storedKey() {
        return storedKey.clone();
    }

    public byte[] serverKey() {
        return serverKey.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScramSecret o
                && iterations == o.iterations
                && MessageDigest.isEqual(salt, o.salt)
                && MessageDigest.isEqual(storedKey, o.storedKey)
                && MessageDigest.isEqual(serverKey, o.serverKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "ScramSecret[withheld]";
    }
}

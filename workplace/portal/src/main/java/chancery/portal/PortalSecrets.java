package chancery.portal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The portal's server-side secret and what is derived from it. It lies outside the database, so that a copy of the
 * database can neither make links nor check guesses of codes. All nodes of an installation share it; with another one
 * every link that was ever sent is dead.
 */
public final class PortalSecrets {
    private static final int LEAST = 32;

    private final SecretKey root;

    private PortalSecrets(SecretKey root) {
        this.root = root;
    }

    /** From at least 32 random octets, which are copied. */
    public static PortalSecrets of(byte[] secret) {
        if (secret.length < LEAST) {
            throw new IllegalArgumentException("the portal's secret needs at least 32 octets");
        }
        return new PortalSecrets(new SecretKeySpec(secret.clone(), "HKDF"));
    }

    byte[] derive(String purpose, int length) {
        try {
            byte[] about = ("chancery portal " + purpose).getBytes(StandardCharsets.UTF_8);
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract().addIKM(root).thenExpand(about, length));
        } catch (InvalidAlgorithmParameterException | java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A keyed digest of texts that are kept apart by their lengths. */
    byte[] mac(String purpose, String... texts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derive(purpose, 32), "HmacSHA256"));
            for (String text : texts) {
                byte[] octets = text.getBytes(StandardCharsets.UTF_8);
                mac.update((octets.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(octets);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a time that does not depend on where they differ. */
    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    @Override
    public String toString() {
        return "PortalSecrets[hidden]";
    }
}

package chancery.openpgp;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** Derives keys (RFC 5869). */
final class Hkdf {
    private Hkdf() {}

    static byte[] sha256(byte[] secret, byte[] salt, byte[] purpose, int octets) {
        return derived("HKDF-SHA256", secret, salt, purpose, octets);
    }

    static byte[] sha512(byte[] secret, byte[] salt, byte[] purpose, int octets) {
        return derived("HKDF-SHA512", secret, salt, purpose, octets);
    }

    private static byte[] derived(String algorithm, byte[] secret, byte[] salt, byte[] purpose, int octets) {
        var extract = HKDFParameterSpec.ofExtract().addIKM(secret);
        var given = salt.length == 0 ? extract : extract.addSalt(salt);
        try {
            return KDF.getInstance(algorithm).deriveData(given.thenExpand(purpose, octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package chancery.openpgp;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;

/** RSA with the padding of PKCS #1 version 1.5 (RFC 9580 §12.1). */
final class RsaMath {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RsaMath() {}

    /** The private operation, blinded by the Java runtime or, where it refuses the key, here. */
    static byte[] privately(PublicMaterial.Rsa key, SecretNumbers.Rsa secret, byte[] input) {
        BigInteger one = BigInteger.ONE;
        var spec = new RSAPrivateCrtKeySpec(
                key.n(),
                key.e(),
                secret.d(),
                secret.p(),
                secret.q(),
                secret.d().mod(secret.p().subtract(one)),
                secret.d().mod(secret.q().subtract(one)),
                secret.q().modInverse(secret.p()));
        try {
            PrivateKey usable = KeyFactory.getInstance("RSA").generatePrivate(spec);
            var cipher = Cipher.getInstance("RSA/ECB/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, usable);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            // the runtime refuses odd exponents and small keys that were in use once
            return blinded(key, secret, input);
        }
    }

    /** With a random factor on the way in that is taken out again, so that the time tells nothing of the exponent. */
    private static byte[] blinded(PublicMaterial.Rsa key, SecretNumbers.Rsa secret, byte[] input) {
        BigInteger factor;
        do {
            factor = new BigInteger(key.n().bitLength() + 64, RANDOM).mod(key.n());
        } while (!factor.gcd(key.n()).equals(BigInteger.ONE));
        var hidden = new BigInteger(1, input)
                .multiply(factor.modPow(key.e(), key.n()))
                .mod(key.n());
        var result = hidden.modPow(secret.d(), key.n())
                .multiply(factor.modInverse(key.n()))
                .mod(key.n());
        return Numbers.fixed(result, octets(key));
    }

    static int octets(PublicMaterial.Rsa key) {
        return (key.n().bitLength() + 7) / 8;
    }

    static byte[] publicly(PublicMaterial.Rsa key, byte[] input) {
        return Numbers.fixed(new BigInteger(1, input).modPow(key.e(), key.n()), octets(key));
    }

    /** EMSA-PKCS1-v1_5; nothing when the key is too short for the hash. */
    static Optional<byte[]> signaturePadding(HashAlgorithm hash, byte[] digest, int length) {
        byte[] info = hash.digestInfo();
        int filled = length - 3 - info.length - digest.length;
        if (filled < 8) {
            return Optional.empty();
        }
        byte[] padding = new byte[filled];
        Arrays.fill(padding, (byte) 0xff);
        return Optional.of(Numbers.joined(new byte[] {0, 1}, padding, new byte[1], info, digest));
    }

    /** EME-PKCS1-v1_5 */
    static byte[] encryptionPadding(byte[] message, int length, RandomGenerator random) {
        byte[] padding = new byte[length - 3 - message.length];
        for (int i = 0; i < padding.length; i++) {
            padding[i] = (byte) (1 + random.nextInt(255));
        }
        return Numbers.joined(new byte[] {0, 2}, padding, new byte[1], message);
    }

    /** What EME-PKCS1-v1_5 carries, looked for without stopping early. */
    static Optional<byte[]> unpadded(byte[] block) {
        int bad = block.length < 11 ? 1 : 0;
        int separator = 0;
        for (int i = 2; i < block.length; i++) {
            if (separator == 0 && block[i] == 0) {
                separator = i;
            }
        }
        bad |= block.length > 0 ? block[0] : 1;
        bad |= block.length > 1 ? block[1] ^ 2 : 1;
        bad |= separator < 10 ? 1 : 0;
        return bad == 0 ? Optional.of(Arrays.copyOfRange(block, separator + 1, block.length)) : Optional.empty();
    }
}

package chancery.openpgp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.EAXBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** One key's authenticated encryption by AES; each call is a whole chunk with its tag of 16 octets behind it. */
abstract sealed class Aead permits Aead.Eax, Aead.Gcm, Ocb {

    static Aead of(AeadAlgorithm algorithm, byte[] key) {
        return switch (algorithm) {
            case EAX -> new Eax(key);
            case OCB -> new Ocb(key);
            case GCM -> new Gcm(key);
        };
    }

    /**
     * Writes ciphertext and tag to an array from a position on, also over the plaintext that begins just there; returns how
     * many octets that are.
     */
    abstract int seal(byte[] nonce, byte[] ad, Part in, byte[] out, int to);

    /** Writes the plaintext of ciphertext and tag and returns its length, or nothing when the tag does not fit. */
    abstract Optional<Integer> open(byte[] nonce, byte[] ad, Part in, byte[] out);

    /** Some of an array. */
    record Part(byte[] octets, int from, int length) {}

    byte[] seal(byte[] nonce, byte[] ad, byte[] plain) {
        byte[] out = new byte[plain.length + AeadAlgorithm.TAG_OCTETS];
        seal(nonce, ad, new Part(plain, 0, plain.length), out, 0);
        return out;
    }

    Optional<byte[]> open(byte[] nonce, byte[] ad, byte[] sealed) {
        byte[] out = new byte[sealed.length];
        return open(nonce, ad, new Part(sealed, 0, sealed.length), out).map(length -> Arrays.copyOf(out, length));
    }

    static final class Gcm extends Aead {
        private final SecretKeySpec key;
        private final Cipher cipher;

        Gcm(byte[] key) {
            this.key = new SecretKeySpec(key, "AES");
            try {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        int seal(byte[] nonce, byte[] ad, Part in, byte[] out, int to) {
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
                cipher.updateAAD(ad);
                return cipher.doFinal(in.octets(), in.from(), in.length(), out, to);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        Optional<Integer> open(byte[] nonce, byte[] ad, Part in, byte[] out) {
            try {
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce));
                cipher.updateAAD(ad);
                return Optional.of(cipher.doFinal(in.octets(), in.from(), in.length(), out, 0));
            } catch (AEADBadTagException e) {
                return Optional.empty();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static final class Eax extends Aead {
        private final KeyParameter key;

        Eax(byte[] key) {
            this.key = new KeyParameter(key);
        }

        @Override
        int seal(byte[] nonce, byte[] ad, Part in, byte[] out, int to) {
            return run(true, nonce, ad, in, out, to).orElseThrow();
        }

        @Override
        Optional<Integer> open(byte[] nonce, byte[] ad, Part in, byte[] out) {
            return run(false, nonce, ad, in, out, 0);
        }

        private Optional<Integer> run(boolean encrypts, byte[] nonce, byte[] ad, Part in, byte[] out, int to) {
            var cipher = new EAXBlockCipher(AESEngine.newInstance());
            cipher.init(encrypts, new AEADParameters(key, 128, nonce, ad));
            byte[] result = new byte[cipher.getOutputSize(in.length())];
            int length = cipher.processBytes(in.octets(), in.from(), in.length(), result, 0);
            try {
                length += cipher.doFinal(result, length);
            } catch (InvalidCipherTextException e) {
                return Optional.empty();
            }
            System.arraycopy(result, 0, out, to, length);
            return Optional.of(length);
        }
    }
}

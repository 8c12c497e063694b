package chancery.openpgp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.BlowfishEngine;
import org.bouncycastle.crypto.engines.CAST5Engine;
import org.bouncycastle.crypto.engines.CamelliaEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.IDEAEngine;
import org.bouncycastle.crypto.engines.TwofishEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Cipher feedback over a run of octets that comes in pieces; all pieces but the last are whole blocks.
 *
 * <p>For AES it is made of operations that the Java runtime does many blocks at a time. With feedback, the cipher's
 * output for block i+1 is E(C<sub>i</sub>). When decrypting all C are known, so that is one ECB call. When encrypting it
 * is E(P<sub>i</sub> xor output<sub>i</sub>), which is what CBC computes from the plaintext.
 */
abstract sealed class Cfb {
    abstract void apply(byte[] in, int from, int length, byte[] out, int to);

    static Cfb encrypting(SymmetricAlgorithm algorithm, byte[] key, byte[] iv) {
        return algorithm.isAes() ? new Aes(true, key, iv) : new Legacy(true, algorithm, key, iv);
    }

    static Cfb decrypting(SymmetricAlgorithm algorithm, byte[] key, byte[] iv) {
        return algorithm.isAes() ? new Aes(false, key, iv) : new Legacy(false, algorithm, key, iv);
    }

    byte[] apply(byte[] octets) {
        byte[] out = new byte[octets.length];
        apply(octets, 0, octets.length, out, 0);
        return out;
    }

    private static final class Aes extends Cfb {
        private static final int BLOCK = 16;
        private final boolean encrypts;
        private final Cipher cipher;
        private final byte[] stream = new byte[BLOCK];
        private byte[] scratch = new byte[0];

        Aes(boolean encrypts, byte[] key, byte[] iv) {
            this.encrypts = encrypts;
            try {
                var secret = new SecretKeySpec(key, "AES");
                if (encrypts) {
                    cipher = Cipher.getInstance("AES/CBC/NoPadding");
                    cipher.init(Cipher.ENCRYPT_MODE, secret, new IvParameterSpec(iv));
                    cipher.update(new byte[BLOCK], 0, BLOCK, stream, 0);
                } else {
                    cipher = Cipher.getInstance("AES/ECB/NoPadding");
                    cipher.init(Cipher.ENCRYPT_MODE, secret);
                    cipher.update(iv, 0, BLOCK, stream, 0);
                }
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        void apply(byte[] in, int from, int length, byte[] out, int to) {
            int whole = length - length % BLOCK;
            if (scratch.length < whole + BLOCK) {
                scratch = new byte[whole + BLOCK];
            }
            try {
                System.arraycopy(stream, 0, scratch, 0, BLOCK);
                if (whole > 0) {
                    cipher.update(in, from, whole, scratch, BLOCK);
                    System.arraycopy(scratch, whole, stream, 0, BLOCK);
                }
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            xor(in, from, length, out, to);
        }

        private void xor(byte[] in, int from, int length, byte[] out, int to) {
            int i = 0;
            for (; i <= length - Long.BYTES; i += Long.BYTES) {
                long both = (long) Longs.BIG.get(in, from + i) ^ (long) Longs.BIG.get(scratch, i);
                Longs.BIG.set(out, to + i, both);
            }
            for (; i < length; i++) {
                out[to + i] = (byte) (in[from + i] ^ scratch[i]);
            }
        }

        @Override
        public String toString() {
            return encrypts ? "AES-CFB encrypting" : "AES-CFB decrypting";
        }
    }

    private static final class Legacy extends Cfb {
        private final boolean encrypts;
        private final BlockCipher cipher;
        private final byte[] feedback;
        private final byte[] stream;

        Legacy(boolean encrypts, SymmetricAlgorithm algorithm, byte[] key, byte[] iv) {
            this.encrypts = encrypts;
            cipher = engine(algorithm);
            cipher.init(true, new KeyParameter(key));
            feedback = Arrays.copyOf(iv, cipher.getBlockSize());
            stream = new byte[feedback.length];
        }

        @Override
        void apply(byte[] in, int from, int length, byte[] out, int to) {
            for (int i = 0; i < length; i++) {
                int at = i % feedback.length;
                if (at == 0) {
                    cipher.processBlock(feedback, 0, stream, 0);
                }
                byte given = in[from + i];
                byte made = (byte) (given ^ stream[at]);
                feedback[at] = encrypts ? made : given;
                out[to + i] = made;
            }
        }

        private static BlockCipher engine(SymmetricAlgorithm algorithm) {
            return switch (algorithm) {
                case IDEA -> new IDEAEngine();
                case TRIPLE_DES -> new DESedeEngine();
                case CAST5 -> new CAST5Engine();
                case BLOWFISH -> new BlowfishEngine();
                case TWOFISH -> new TwofishEngine();
                case CAMELLIA_128, CAMELLIA_192, CAMELLIA_256 -> new CamelliaEngine();
                case AES_128, AES_192, AES_256 -> throw new IllegalArgumentException("AES has its own");
            };
        }
    }
}

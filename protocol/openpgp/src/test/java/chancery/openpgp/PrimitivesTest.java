package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.OCBBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The modes that are put together here, against the standards' vectors and a second implementation. */
class PrimitivesTest {

    /** Some of the sample results of RFC 7253. */
    @Test
    void ocbVectors() {
        byte[] key = HexFormat.of().parseHex("000102030405060708090A0B0C0D0E0F");
        String[][] cases = {
            {"BBAA99887766554433221100", "", "", "785407BFFFC8AD9EDCC5520AC9111EE6"},
            {
                "BBAA99887766554433221101",
                "0001020304050607",
                "0001020304050607",
                "6820B3657B6F615A5725BDA0D3B4EB3A257C9AF1F8F03009"
            },
            {
                "BBAA99887766554433221104",
                "000102030405060708090A0B0C0D0E0F",
                "000102030405060708090A0B0C0D0E0F",
                "571D535B60B277188BE5147170A9A22C3AD7A4FF3835B8C5701C1CCEC8FC3358"
            },
        };
        for (String[] c : cases) {
            var hex = HexFormat.of();
            byte[] sealed = new Ocb(key).seal(hex.parseHex(c[0]), hex.parseHex(c[1]), hex.parseHex(c[2]));
            assertThat(hex.withUpperCase().formatHex(sealed)).isEqualTo(c[3]);
        }
    }

    @Test
    void ocbAsBouncyCastleDoesIt() throws Exception {
        var random = new Random(7253);
        for (int size : new int[] {0, 1, 15, 16, 17, 255, 4096, 8191, 8192, 8193, 100_000}) {
            byte[] key = new byte[32];
            byte[] nonce = new byte[15];
            byte[] ad = new byte[size % 50];
            byte[] plain = new byte[size];
            random.nextBytes(key);
            random.nextBytes(nonce);
            random.nextBytes(ad);
            random.nextBytes(plain);
            var other = new OCBBlockCipher(AESEngine.newInstance(), AESEngine.newInstance());
            other.init(true, new AEADParameters(new KeyParameter(key), 128, nonce, ad));
            byte[] expected = new byte[size + 16];
            int at = other.processBytes(plain, 0, size, expected, 0);
            other.doFinal(expected, at);
            byte[] sealed = new Ocb(key).seal(nonce, ad, plain);
            assertThat(sealed).isEqualTo(expected);
            assertThat(new Ocb(key).open(nonce, ad, sealed))
                    .hasValueSatisfying(p -> assertThat(p).isEqualTo(plain));
            sealed[random.nextInt(sealed.length)] ^= 1;
            assertThat(new Ocb(key).open(nonce, ad, sealed)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(AeadAlgorithm.class)
    void sealsSomeOfAnArrayAndTouchesNothingBeside(AeadAlgorithm mode) {
        var random = new Random(mode.id());
        for (int size : new int[] {0, 1, 15, 16, 17, 4096, 8191, 8192, 8193, 65_536}) {
            byte[] key = new byte[32];
            byte[] nonce = new byte[mode.nonceOctets()];
            byte[] array = new byte[size + 100];
            random.nextBytes(key);
            random.nextBytes(nonce);
            random.nextBytes(array);
            int from = 1 + random.nextInt(80);
            byte[] ad = {1, 2, 3};
            byte[] alone = Arrays.copyOfRange(array, from, from + size);
            byte[] expected = Aead.of(mode, key).seal(nonce, ad, alone);

            byte[] elsewhere = array.clone();
            int to = 81 - from;
            assertThat(Aead.of(mode, key).seal(nonce, ad, new Aead.Part(array, from, size), elsewhere, to))
                    .isEqualTo(size + 16);
            assertThat(elsewhere).isEqualTo(with(array, to, expected));

            byte[] inPlace = array.clone();
            assertThat(Aead.of(mode, key).seal(nonce, ad, new Aead.Part(inPlace, from, size), inPlace, from))
                    .isEqualTo(size + 16);
            assertThat(inPlace).isEqualTo(with(array, from, expected));
        }
    }

    private static byte[] with(byte[] array, int at, byte[] part) {
        byte[] changed = array.clone();
        System.arraycopy(part, 0, changed, at, part.length);
        return changed;
    }

    @Test
    void feedbackAsTheRuntimeDoesIt() throws Exception {
        var random = new Random(1);
        byte[] key = new byte[32];
        byte[] iv = new byte[16];
        byte[] plain = new byte[100_005];
        random.nextBytes(key);
        random.nextBytes(iv);
        random.nextBytes(plain);
        var cipher = Cipher.getInstance("AES/CFB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        byte[] expected = cipher.doFinal(plain);
        for (int piece : new int[] {16, 4096, 65_536, plain.length}) {
            assertThat(inPieces(Cfb.encrypting(SymmetricAlgorithm.AES_256, key, iv), plain, piece))
                    .isEqualTo(expected);
            assertThat(inPieces(Cfb.decrypting(SymmetricAlgorithm.AES_256, key, iv), expected, piece))
                    .isEqualTo(plain);
        }
    }

    private static byte[] inPieces(Cfb cfb, byte[] octets, int piece) {
        byte[] out = new byte[octets.length];
        for (int at = 0; at < octets.length; at += piece) {
            cfb.apply(octets, at, Math.min(piece, octets.length - at), out, at);
        }
        return out;
    }

    @Test
    void everyOldCipherComesBack() {
        byte[] text = Fixtures.utf8("the same text, with old ciphers");
        for (var algorithm : SymmetricAlgorithm.values()) {
            byte[] key = new byte[algorithm.keyOctets()];
            Arrays.fill(key, (byte) 0x5b);
            byte[] iv = new byte[algorithm.blockOctets()];
            byte[] sealed = Cfb.encrypting(algorithm, key, iv).apply(text);
            assertThat(sealed).isNotEqualTo(text);
            assertThat(Cfb.decrypting(algorithm, key, iv).apply(sealed)).isEqualTo(text);
        }
    }

    /** 888 bits, as PGP 2.6.3 made them; the runtime refuses 400. */
    @Test
    void rsaIsTheSameWhoeverComputesIt() {
        for (int bits : new int[] {400, 888, 2048}) {
            var p = java.math.BigInteger.probablePrime(bits / 2, Fixtures.RANDOM);
            var q = java.math.BigInteger.probablePrime(bits / 2 - 1, Fixtures.RANDOM);
            var e = java.math.BigInteger.valueOf(65_537);
            var one = java.math.BigInteger.ONE;
            var d = e.modInverse(p.subtract(one).multiply(q.subtract(one)));
            var key = new PublicMaterial.Rsa(p.multiply(q), e);
            byte[] message = Numbers.fixed(java.math.BigInteger.valueOf(4711), RsaMath.octets(key));
            byte[] sealed = RsaMath.publicly(key, message);
            assertThat(RsaMath.privately(key, new SecretNumbers.Rsa(d, p, q), sealed))
                    .isEqualTo(message);
        }
    }
}

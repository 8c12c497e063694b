package chancery.openpgp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * OCB (RFC 7253) by AES. The offsets of a run of blocks are computed first, then one ECB call does all of them, which
 * the Java runtime does many blocks at a time.
 */
final class Ocb extends Aead {
    private static final int BLOCK = 16;
    private static final int RUN = 8192;
    private final Cipher encrypt;
    private final Cipher decrypt;
    private final byte[] star;
    private final byte[] dollar;
    private final byte[][] doubled = new byte[40][];
    private final long[] steps = new long[2 * 40];
    private final long[] offsets = new long[RUN / 8];
    private final byte[] work = new byte[RUN];

    Ocb(byte[] key) {
        try {
            var secret = new SecretKeySpec(key, "AES");
            encrypt = Cipher.getInstance("AES/ECB/NoPadding");
            encrypt.init(Cipher.ENCRYPT_MODE, secret);
            decrypt = Cipher.getInstance("AES/ECB/NoPadding");
            decrypt.init(Cipher.DECRYPT_MODE, secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        star = enciphered(new byte[BLOCK]);
        dollar = twice(star);
        doubled[0] = twice(dollar);
        for (int i = 1; i < doubled.length; i++) {
            doubled[i] = twice(doubled[i - 1]);
        }
        for (int i = 0; i < doubled.length; i++) {
            steps[2 * i] = (long) Longs.BIG.get(doubled[i], 0);
            steps[2 * i + 1] = (long) Longs.BIG.get(doubled[i], 8);
        }
    }

    @Override
    int seal(byte[] nonce, byte[] ad, Part in, byte[] out, int to) {
        byte[] checksum = new byte[BLOCK];
        byte[] offset = first(nonce);
        int whole = in.length() - in.length() % BLOCK;
        for (int at = 0; at < whole; at += RUN) {
            int run = Math.min(RUN, whole - at);
            mask(checksum, offset, in, at, run);
            update(encrypt, work, run, out, to + at);
            unmask(out, to + at, run);
        }
        int rest = in.length() - whole;
        if (rest > 0) {
            xor(offset, star);
            byte[] pad = enciphered(offset);
            for (int i = 0; i < rest; i++) {
                byte plain = in.octets()[in.from() + whole + i];
                checksum[i] ^= plain;
                out[to + whole + i] = (byte) (plain ^ pad[i]);
            }
            checksum[rest] ^= (byte) 0x80;
        }
        System.arraycopy(tag(checksum, offset, ad), 0, out, to + in.length(), BLOCK);
        return in.length() + BLOCK;
    }

    @Override
    Optional<Integer> open(byte[] nonce, byte[] ad, Part in, byte[] out) {
        int length = in.length() - BLOCK;
        if (length < 0) {
            return Optional.empty();
        }
        byte[] given = Arrays.copyOfRange(in.octets(), in.from() + length, in.from() + in.length());
        byte[] checksum = new byte[BLOCK];
        byte[] offset = first(nonce);
        int whole = length - length % BLOCK;
        for (int at = 0; at < whole; at += RUN) {
            int run = Math.min(RUN, whole - at);
            mask(new byte[BLOCK], offset, in, at, run);
            update(decrypt, work, run, out, at);
            unmask(out, at, run);
            fold(checksum, out, at, run);
        }
        int rest = length - whole;
        if (rest > 0) {
            xor(offset, star);
            byte[] pad = enciphered(offset);
            for (int i = 0; i < rest; i++) {
                byte plain = (byte) (in.octets()[in.from() + whole + i] ^ pad[i]);
                checksum[i] ^= plain;
                out[whole + i] = plain;
            }
            checksum[rest] ^= (byte) 0x80;
        }
        if (!MessageDigest.isEqual(given, tag(checksum, offset, ad))) {
            Arrays.fill(out, 0, length, (byte) 0);
            return Optional.empty();
        }
        return Optional.of(length);
    }

    /**
     * Puts input xor offset into the work area for each block of a run, and adds the input to a sum. The block's number
     * follows from where it lies.
     */
    private void mask(byte[] sum, byte[] offset, Part in, int at, int run) {
        long high = (long) Longs.BIG.get(offset, 0);
        long low = (long) Longs.BIG.get(offset, 8);
        long sumHigh = (long) Longs.BIG.get(sum, 0);
        long sumLow = (long) Longs.BIG.get(sum, 8);
        byte[] octets = in.octets();
        int from = in.from() + at;
        for (int i = 0; i < run; i += BLOCK) {
            int step = Integer.numberOfTrailingZeros((at + i) / BLOCK + 1);
            high ^= steps[2 * step];
            low ^= steps[2 * step + 1];
            offsets[i / 8] = high;
            offsets[i / 8 + 1] = low;
            long inHigh = (long) Longs.BIG.get(octets, from + i);
            long inLow = (long) Longs.BIG.get(octets, from + i + 8);
            sumHigh ^= inHigh;
            sumLow ^= inLow;
            Longs.BIG.set(work, i, inHigh ^ high);
            Longs.BIG.set(work, i + 8, inLow ^ low);
        }
        Longs.BIG.set(offset, 0, high);
        Longs.BIG.set(offset, 8, low);
        Longs.BIG.set(sum, 0, sumHigh);
        Longs.BIG.set(sum, 8, sumLow);
    }

    private void unmask(byte[] out, int at, int run) {
        for (int i = 0; i < run; i += 8) {
            Longs.BIG.set(out, at + i, (long) Longs.BIG.get(out, at + i) ^ offsets[i / 8]);
        }
    }

    private static void fold(byte[] sum, byte[] octets, int from, int length) {
        long high = 0;
        long low = 0;
        for (int i = from; i < from + length; i += BLOCK) {
            high ^= (long) Longs.BIG.get(octets, i);
            low ^= (long) Longs.BIG.get(octets, i + 8);
        }
        Longs.BIG.set(sum, 0, (long) Longs.BIG.get(sum, 0) ^ high);
        Longs.BIG.set(sum, 8, (long) Longs.BIG.get(sum, 8) ^ low);
    }

    private byte[] tag(byte[] checksum, byte[] offset, byte[] ad) {
        xor(checksum, offset);
        xor(checksum, dollar);
        byte[] tag = enciphered(checksum);
        xor(tag, hash(ad));
        return tag;
    }

    // RFC 7253 §4.1
    private byte[] hash(byte[] ad) {
        byte[] sum = new byte[BLOCK];
        byte[] offset = new byte[BLOCK];
        int whole = ad.length - ad.length % BLOCK;
        for (int at = 0; at < whole; at += BLOCK) {
            xor(offset, doubled[Integer.numberOfTrailingZeros(at / BLOCK + 1)]);
            byte[] block = Arrays.copyOfRange(ad, at, at + BLOCK);
            xor(block, offset);
            xor(sum, enciphered(block));
        }
        if (whole < ad.length) {
            xor(offset, star);
            byte[] block = Arrays.copyOf(Arrays.copyOfRange(ad, whole, ad.length), BLOCK);
            block[ad.length - whole] = (byte) 0x80;
            xor(block, offset);
            xor(sum, enciphered(block));
        }
        return sum;
    }

    // RFC 7253 §4.2: the offset that a nonce begins with
    private byte[] first(byte[] nonce) {
        byte[] padded = new byte[BLOCK];
        System.arraycopy(nonce, 0, padded, BLOCK - nonce.length, nonce.length);
        padded[BLOCK - 1 - nonce.length] |= 1;
        int bottom = padded[BLOCK - 1] & 0x3f;
        padded[BLOCK - 1] &= (byte) 0xc0;
        byte[] top = enciphered(padded);
        byte[] stretch = Arrays.copyOf(top, 24);
        for (int i = 0; i < 8; i++) {
            stretch[16 + i] = (byte) (top[i] ^ top[i + 1]);
        }
        byte[] offset = new byte[BLOCK];
        int octets = bottom / 8;
        int bits = bottom % 8;
        for (int i = 0; i < BLOCK; i++) {
            int both = ((stretch[i + octets] & 0xff) << 8) | (stretch[i + octets + 1] & 0xff);
            offset[i] = (byte) (both << bits >> 8);
        }
        return offset;
    }

    private byte[] enciphered(byte[] block) {
        byte[] out = new byte[BLOCK];
        update(encrypt, block, BLOCK, out, 0);
        return out;
    }

    private static void update(Cipher cipher, byte[] in, int length, byte[] out, int to) {
        try {
            cipher.update(in, 0, length, out, to);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void xor(byte[] into, byte[] other) {
        Longs.BIG.set(into, 0, (long) Longs.BIG.get(into, 0) ^ (long) Longs.BIG.get(other, 0));
        Longs.BIG.set(into, 8, (long) Longs.BIG.get(into, 8) ^ (long) Longs.BIG.get(other, 8));
    }

    private static byte[] twice(byte[] block) {
        long high = (long) Longs.BIG.get(block, 0);
        long low = (long) Longs.BIG.get(block, 8);
        byte[] result = new byte[BLOCK];
        Longs.BIG.set(result, 0, (high << 1) | (low >>> 63));
        Longs.BIG.set(result, 8, (low << 1) ^ ((high >> 63) & 0x87));
        return result;
    }
}

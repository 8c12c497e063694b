package chancery.speed;

import chancery.provider.NativeProvider;
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
    private static final int[] CRC24 = crc24Table();

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
        return List.of(aesCbc(clear, key), sha1(clear));
    }

    static byte[] aesCbc(byte[] clear, byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(octets(16)));
        return cipher.doFinal(clear);
    }

    static byte[] sha1(byte[] clear) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(clear);
    }

    /** As the gateway does; both sides of a comparison then compute by it. */
    static void takeNativeCode() {
        if (NativeProvider.installFirst() instanceof NativeProvider.Outcome.Fallback(String reason)) {
            System.out.println("# measured with the Java runtime's cryptography: " + reason);
        }
    }

    /**
     * Takes native code and lets the JVM compile its ciphers, which it does by the number of calls: with 1 MB a call that takes minutes, in which
     * both sides would be measured in the interpreter.
     */
    static void warmUp() throws GeneralSecurityException {
        takeNativeCode();
        byte[] small = octets(4_096);
        byte[] key = octets(32);
        for (int i = 0; i < 30_000; i++) {
            aesGcm(small, key);
            aesCbcAndSha1(small, key);
        }
    }

    /** With one table, as RFC 9580 §6.1.1 is mostly written down. */
    static int crc24(byte[] octets) {
        int crc = 0xB704CE;
        for (byte octet : octets) {
            crc = (crc << 8 ^ CRC24[(crc >>> 16 ^ octet) & 0xff]) & 0xffffff;
        }
        return crc;
    }

    private static int[] crc24Table() {
        int[] table = new int[256];
        for (int octet = 0; octet < table.length; octet++) {
            int crc = octet << 16;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ ((crc & 0x800000) != 0 ? 0x1864CFB : 0);
            }
            table[octet] = crc;
        }
        return table;
    }

    static byte[] base64(byte[] octets) {
        return Base64.getMimeEncoder().encode(octets);
    }
}

package chancery.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/** Encrypts on the way, in blocks that stay in the processor's cache. */
final class CipherOutput extends OutputStream {
    private static final int BLOCK = 16 * 1024;

    private final Cipher cipher;
    private final OutputStream out;
    private final byte[] into = new byte[BLOCK + 64];
    private long written;

    CipherOutput(Cipher cipher, OutputStream out) {
        this.cipher = cipher;
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            for (int at = offset, end = offset + length; at < end; at += BLOCK) {
                int count = cipher.update(octets, at, Math.min(BLOCK, end - at), into);
                out.write(into, 0, count);
                written += count;
            }
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a cipher that grows its input", e);
        }
    }

    /** Ends the encryption; what comes before the MAC is written, the MAC is returned. */
    byte[] end(int macOctets) throws GeneralSecurityException, IOException {
        int last = cipher.doFinal(into, 0) - macOctets;
        out.write(into, 0, last);
        written += last;
        return java.util.Arrays.copyOfRange(into, last, last + macOctets);
    }

    /** Octets of ciphertext so far, without a MAC. */
    long written() {
        return written;
    }
}

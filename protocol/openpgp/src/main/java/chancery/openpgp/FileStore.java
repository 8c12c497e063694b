package chancery.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A file that only its owner can open, gone when closed, in AES-CTR under a key that is never written. */
final class FileStore extends Store {
    private static final int PIECE = 64 << 10;
    private final FileChannel channel;
    private final SecretKeySpec key;
    private final Cipher writing;
    private final byte[] sealed = new byte[PIECE];

    FileStore(Path folder, long maxOctets) throws IOException {
        super(maxOctets);
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        key = new SecretKeySpec(secret, "AES");
        writing = cipher(0);
        Path file = Files.createTempFile(folder, "openpgp", ".tmp");
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private Cipher cipher(long block) throws IOException {
        byte[] counter = ByteBuffer.allocate(16).putLong(8, block).array();
        try {
            var cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    void append(byte[] octets, int from, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) {
            int count = Math.min(PIECE, length - done);
            var buffer = ByteBuffer.wrap(sealed, 0, update(writing, octets, from + done, count, sealed));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    private static int update(Cipher cipher, byte[] in, int from, int length, byte[] out) throws IOException {
        try {
            return cipher.update(in, from, length, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public InputStream open(long from, long to) throws IOException {
        return new Reading(from, Math.min(to, size()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Reading extends InputStream {
        private long at;
        private final long end;
        private final Cipher cipher;
        private final byte[] piece = new byte[PIECE];

        Reading(long from, long end) throws IOException {
            this.at = from;
            this.end = end;
            cipher = cipher(from / 16);
            byte[] skipped = new byte[16];
            update(cipher, skipped, 0, (int) (from % 16), skipped);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int wanted = (int) Math.min(Math.min(length, PIECE), end - at);
            if (wanted <= 0) {
                return -1;
            }
            int got = channel.read(ByteBuffer.wrap(piece, 0, wanted), at);
            if (got < 0) {
                throw new IOException("the file became shorter");
            }
            at += got;
            byte[] plain = new byte[got];
            update(cipher, piece, 0, got, plain);
            System.arraycopy(plain, 0, into, from, got);
            return got;
        }
    }
}

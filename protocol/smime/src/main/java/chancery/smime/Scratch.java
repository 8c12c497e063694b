package chancery.smime;

import chancery.mime.MimeSource;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One content that is written once and then read as often as needed, from any place. */
final class Scratch extends OutputStream implements MimeSource {
    private static final int BLOCK = 16;

    private final ScratchSpace space;
    private Memory memory = new Memory(1024);
    private Optional<OnDisk> disk = Optional.empty();
    private long size;

    /** Gives its array away without a copy. */
    private static final class Memory extends ByteArrayOutputStream {
        Memory(int size) {
            super(size);
        }

        Memory(byte[] octets) {
            super(0);
            buf = octets;
            count = octets.length;
        }

        byte[] buffer() {
            return buf;
        }
    }

    private record OnDisk(Path file, SecretKeySpec key, OutputStream out) {}

    Scratch(ScratchSpace space) {
        this.space = space;
    }

    /** Makes room when the size is known, so that memory is not copied while it grows. */
    void expect(long octets) {
        if (size == 0 && octets > 0 && octets <= space.memoryOctets()) {
            memory = new Memory((int) octets);
        }
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (disk.isEmpty() && size + length > space.memoryOctets()) {
            moveToDisk();
        }
        if (disk.isPresent()) {
            disk.get().out().write(octets, offset, length);
        } else {
            memory.write(octets, offset, length);
        }
        size += length;
    }

    private void moveToDisk() throws IOException {
        byte[] secret = new byte[32];
        Crypto.RANDOM.nextBytes(secret);
        var key = new SecretKeySpec(secret, "AES");
        var file = space.newFile();
        var out = new CipherOutputStream(Files.newOutputStream(file), counter(Cipher.ENCRYPT_MODE, key, 0));
        disk = Optional.of(new OnDisk(file, key, out));
        memory.writeTo(out);
        memory = new Memory(0);
    }

    // The key is used for one file, so the counter may begin at 0.
    private static Cipher counter(int mode, SecretKeySpec key, long block) {
        try {
            var cipher = Cipher.getInstance("AES/CTR/NoPadding");
            var start = ByteBuffer.allocate(BLOCK).putLong(0).putLong(block);
            cipher.init(mode, key, new IvParameterSpec(start.array()));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no AES on this platform", e);
        }
    }

    /** Ends the writing. */
    @Override
    public void close() throws IOException {
        if (disk.isPresent()) {
            disk.get().out().close();
        }
    }

    long size() {
        return size;
    }

    boolean inMemory() {
        return disk.isEmpty();
    }

    /** The octets, when they are in memory, from the first to {@link #size}; more may follow that mean nothing. */
    byte[] octets() {
        return memory.buffer();
    }

    /** Takes octets over as the whole content, without a copy when they fit in memory. */
    void adopt(byte[] octets) throws IOException {
        if (octets.length > space.memoryOctets()) {
            write(octets, 0, octets.length);
        } else {
            memory = new Memory(octets);
            size = octets.length;
        }
    }

    @Override
    public InputStream open() throws IOException {
        return open(0, Long.MAX_VALUE);
    }

    @Override
    public InputStream open(long from, long to) throws IOException {
        long end = Math.min(to, size);
        if (disk.isEmpty()) {
            return MimeSource.of(memory.buffer()).open(from, end);
        }
        if (from >= end) {
            return InputStream.nullInputStream();
        }
        var at = disk.get();
        long block = from / BLOCK;
        var channel = FileChannel.open(at.file(), StandardOpenOption.READ);
        channel.position(block * BLOCK);
        var clear = new CipherInputStream(
                new java.io.BufferedInputStream(Channels.newInputStream(channel), 64 * 1024),
                counter(Cipher.DECRYPT_MODE, at.key(), block));
        clear.skipNBytes(from - block * BLOCK);
        return new Window(clear, end - from);
    }

    void delete() throws IOException {
        memory = new Memory(0);
        size = 0;
        if (disk.isPresent()) {
            disk.get().out().close();
            Files.deleteIfExists(disk.get().file());
        }
    }

    /** The first octets of a stream. */
    private static final class Window extends FilterInputStream {
        private long left;

        Window(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            if (left <= 0) {
                return -1;
            }
            left--;
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) {
                return length == 0 ? 0 : -1;
            }
            int read = in.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}

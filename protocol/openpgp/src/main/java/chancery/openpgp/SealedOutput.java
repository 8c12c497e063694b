package chancery.openpgp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** Encrypts what is written to it into one SEIPD packet, whose length is definite when the size is known. */
abstract sealed class SealedOutput extends OutputStream {
    static final long UNKNOWN = -1;
    private static final int CHUNK_ID = 10;
    private static final int CHUNK = 1 << (CHUNK_ID + 6);
    private static final byte[] MDC_HEADER = {(byte) 0xd3, 0x14};
    private final PacketOutput out;
    private final Optional<ArrayOutput> array;
    private final int capacity;
    /** Collects what is less than a chunk, and gets what is encrypted where no array keeps it; behind it is room for a tag. */
    final byte[] piece;

    int filled;

    /** One octet more than what was said fits in, so that it is seen. */
    private SealedOutput(PacketOutput out, long size) {
        this.out = out;
        array = out.array();
        capacity = size == UNKNOWN ? CHUNK : (int) Math.min(CHUNK, size + 1);
        piece = new byte[capacity + AeadAlgorithm.TAG_OCTETS];
    }

    static SealedOutput cfb(OutputStream to, byte[] key, SymmetricAlgorithm cipher, SecureRandom random, long size)
            throws IOException {
        int prefix = cipher.blockOctets() + 2;
        long collected = size == UNKNOWN ? UNKNOWN : prefix + size + MDC_HEADER.length;
        long packet = size == UNKNOWN ? UNKNOWN : 1 + collected + HashAlgorithm.SHA1.octets();
        var sealed = new ByCfb(new PacketOutput(to, Tags.SEIPD, packet), key, cipher, collected);
        sealed.start(random, cipher.blockOctets());
        return sealed;
    }

    static SealedOutput aead(
            OutputStream to, byte[] sessionKey, Preferences.Suite suite, SecureRandom random, long size)
            throws IOException {
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        int tag = AeadAlgorithm.TAG_OCTETS;
        long chunks = (size + CHUNK - 1) / CHUNK;
        long packet = size == UNKNOWN ? UNKNOWN : 36 + size + tag * (chunks + 1);
        var out = new PacketOutput(to, Tags.SEIPD, packet);
        byte[] head = {2, (byte) suite.cipher().id(), (byte) suite.mode().id(), CHUNK_ID};
        out.write(head, head.length);
        out.write(salt, salt.length);
        byte[] purpose = Numbers.joined(new byte[] {(byte) (0xc0 | Tags.SEIPD)}, head);
        return new ByAead(out, ChunkSealing.of(sessionKey, salt, purpose, suite.cipher(), suite.mode()), purpose, size);
    }

    @Override
    public final void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /** What fills a chunk by itself is encrypted from where it lies. */
    @Override
    public final void write(byte[] octets, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, capacity - filled);
            if (count == capacity) {
                sealNow(octets, from + done, count);
            } else {
                System.arraycopy(octets, from + done, piece, filled, count);
                filled += count;
                if (filled == capacity) {
                    sealCollected();
                }
            }
            done += count;
        }
    }

    final void sealCollected() throws IOException {
        sealNow(piece, 0, filled);
        filled = 0;
    }

    private void sealNow(byte[] octets, int from, int length) throws IOException {
        if (array.isEmpty()) {
            emit(piece, seal(octets, from, length, piece, 0));
            return;
        }
        var kept = array.get();
        int at = kept.room(length + AeadAlgorithm.TAG_OCTETS);
        kept.put(seal(octets, from, length, kept.array(), at));
    }

    final void emit(byte[] octets, int length) throws IOException {
        out.write(octets, length);
    }

    final void end() throws IOException {
        out.finish();
    }

    /** Encrypts into an array from a position on, where the octets may lie themselves; returns how many it puts there. */
    abstract int seal(byte[] octets, int from, int length, byte[] to, int at);

    /** Writes what protects the whole and ends the packet. */
    abstract void finish() throws IOException;

    // RFC 9580 §5.13.1
    private static final class ByCfb extends SealedOutput {
        private final Cfb cfb;
        private final MessageDigest digest = HashAlgorithm.SHA1.begin();

        ByCfb(PacketOutput out, byte[] key, SymmetricAlgorithm cipher, long size) {
            super(out, size);
            cfb = Cfb.encrypting(cipher, key, new byte[cipher.blockOctets()]);
        }

        void start(SecureRandom random, int block) throws IOException {
            emit(new byte[] {1}, 1);
            byte[] prefix = new byte[block];
            random.nextBytes(prefix);
            write(prefix);
            write(new byte[] {prefix[block - 2], prefix[block - 1]});
        }

        @Override
        int seal(byte[] octets, int from, int length, byte[] to, int at) {
            digest.update(octets, from, length);
            cfb.apply(octets, from, length, to, at);
            return length;
        }

        @Override
        void finish() throws IOException {
            write(MDC_HEADER);
            digest.update(piece, 0, filled);
            byte[] last = Numbers.joined(Arrays.copyOf(piece, filled), digest.digest());
            emit(cfb.apply(last), last.length);
            end();
        }
    }

    // RFC 9580 §5.13.2
    private static final class ByAead extends SealedOutput {
        private final ChunkSealing sealing;
        private final byte[] purpose;
        private long index;
        private long total;

        ByAead(PacketOutput out, ChunkSealing sealing, byte[] purpose, long size) {
            super(out, size);
            this.sealing = sealing;
            this.purpose = purpose;
        }

        @Override
        int seal(byte[] octets, int from, int length, byte[] to, int at) {
            var nonce = sealing.nonce(index++);
            total += length;
            return sealing.aead().seal(nonce, purpose, new Aead.Part(octets, from, length), to, at);
        }

        @Override
        void finish() throws IOException {
            if (filled > 0) {
                sealCollected();
            }
            byte[] last = Numbers.joined(
                    purpose, ByteBuffer.allocate(8).putLong(total).array());
            byte[] tag = sealing.aead().seal(sealing.nonce(index), last, new byte[0]);
            emit(tag, tag.length);
            end();
        }
    }
}

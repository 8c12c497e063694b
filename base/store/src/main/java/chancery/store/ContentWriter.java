package chancery.store;

import chancery.mail.FaultException;
import chancery.mail.MessageContent;
import chancery.mail.TenantId;
import chancery.store.spi.BlobStore;
import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Takes the octets of one content, in memory up to a limit and beyond it encrypted into a blob, so that clear octets
 * never touch a disk. For one thread. Ends with {@link #seal} or {@link #abort}; {@code close} without seal aborts.
 */
public final class ContentWriter extends OutputStream {
    private static final int FIRST = 1 << 13;

    private final ContentVault vault;
    private final TenantId tenant;
    private final UUID contentId;
    private final MessageKey key;
    private final MessageDigest digest = sha256();
    private byte[] memory = new byte[FIRST];
    private int inMemory;
    private long size;
    private Optional<Overflow> overflow = Optional.empty();
    private boolean ended;

    private record Overflow(BlobStore.BlobWriter blob, OutputStream encrypting) {}

    ContentWriter(ContentVault vault, TenantId tenant, UUID contentId) {
        this.vault = vault;
        this.tenant = tenant;
        this.contentId = contentId;
        this.key = MessageKey.generate(tenant, contentId);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /**
     * @throws IOException when the blob store fails; the writer can then only be aborted
     */
    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (ended) {
            throw new IOException("already sealed or aborted");
        }
        size += length;
        if (overflow.isPresent()) {
            digest.update(octets, offset, length);
            overflow.get().encrypting().write(octets, offset, length);
        } else if (inMemory + length > vault.inlineLimit()) {
            spill();
            digest.update(octets, offset, length);
            overflow.get().encrypting().write(octets, offset, length);
        } else {
            reserve(inMemory + length);
            System.arraycopy(octets, offset, memory, inMemory, length);
            inMemory += length;
        }
    }

    /** How many octets came so far. */
    public long size() {
        return size;
    }

    /**
     * The finished content, which nobody can find until it is inserted.
     *
     * @throws FaultException when the tenant's key or the blob store cannot be reached
     */
    public SealedContent seal() {
        // looked up now, so that a missing key is this mail's fault alone
        Aead tenantKey = vault.tenantKey(tenant);
        Supplier<byte[]> wrapped = () -> key.wrap(tenantKey);
        SealedContent sealed = overflow.isPresent() ? sealBlob(overflow.get(), wrapped) : sealMemory(wrapped);
        ended = true;
        return sealed;
    }

    /** Forgets everything. Does nothing after seal. */
    public void abort() {
        if (!ended) {
            ended = true;
            overflow.ifPresent(o -> vault.abandon(o.blob()));
        }
    }

    @Override
    public void close() {
        abort();
    }

    private SealedContent sealMemory(Supplier<byte[]> wrapped) {
        // a copy costs less than much unused room, which a mail that waits would keep
        boolean roomy = memory.length - inMemory > memory.length / 4;
        var clear = new SealedContent.Clear(roomy ? Arrays.copyOf(memory, inMemory) : memory, inMemory);
        memory = new byte[0];
        digest.update(clear.octets(), 0, clear.size());
        byte[] cipherText = key.encrypt(clear.octets(), clear.size());
        return new SealedContent(
                reference(),
                tenant,
                wrapped,
                Optional.of(cipherText),
                Optional.empty(),
                Optional.of(clear),
                clear::open);
    }

    private SealedContent sealBlob(Overflow to, Supplier<byte[]> wrapped) {
        String name = ContentVault.blobName(tenant, contentId);
        try {
            to.encrypting().close();
            to.blob().commit();
        } catch (IOException e) {
            abort();
            throw new FaultException(StoreError.BLOB_STORE, e);
        }
        return new SealedContent(
                reference(),
                tenant,
                wrapped,
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                () -> vault.openBlob(name, key));
    }

    private MessageContent reference() {
        return new MessageContent(contentId.toString(), size, HexFormat.of().formatHex(digest.digest()));
    }

    private void spill() throws IOException {
        BlobStore.BlobWriter blob = vault.createBlob(ContentVault.blobName(tenant, contentId));
        Overflow to = new Overflow(blob, key.encrypting(new Uncloseable(blob)));
        overflow = Optional.of(to);
        digest.update(memory, 0, inMemory);
        to.encrypting().write(memory, 0, inMemory);
        memory = new byte[0];
    }

    private void reserve(int needed) {
        if (needed > memory.length) {
            memory = Arrays.copyOf(memory, Math.min(vault.inlineLimit(), Math.max(needed, memory.length * 4)));
        }
    }

    // closing the cipher writes its last segment; the blob is closed by commit or abort
    private static final class Uncloseable extends java.io.FilterOutputStream {
        Uncloseable(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            out.write(octets, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

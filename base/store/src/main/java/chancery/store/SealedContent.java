package chancery.store;

import chancery.mail.MessageContent;
import chancery.mail.TenantId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A content that is complete and encrypted but not yet known to the database: {@link ContentVault#insert} makes it so.
 * A small one is held here, clear and encrypted; of a large one the cipher text lies in a blob already.
 */
public final class SealedContent {
    private final MessageContent content;
    private final TenantId tenant;
    private final Supplier<byte[]> wrappedKey;
    private final Optional<String> blob;
    private final Optional<Clear> memory;
    private final Supplier<InputStream> clear;
    private volatile Optional<byte[]> inline;

    /** The first {@code size} octets of an array, where they lie: nobody may change them. */
    public record Clear(byte[] octets, int size) {
        InputStream open() {
            return new ByteArrayInputStream(octets, 0, size);
        }
    }

    SealedContent(
            MessageContent content,
            TenantId tenant,
            Supplier<byte[]> wrappedKey,
            Optional<byte[]> inline,
            Optional<String> blob,
            Optional<Clear> memory,
            Supplier<InputStream> clear) {
        this.content = content;
        this.tenant = tenant;
        this.wrappedKey = wrappedKey;
        this.inline = inline;
        this.blob = blob;
        this.memory = memory;
        this.clear = clear;
    }

    /** Name, size and digest of the clear octets. */
    public MessageContent content() {
        return content;
    }

    public TenantId tenant() {
        return tenant;
    }

    /**
     * The clear octets, from memory when small. May be called any number of times, by any thread, until the content is
     * destroyed.
     *
     * @throws chancery.mail.FaultException when the blob cannot be opened
     */
    public InputStream openClear() {
        return clear.get();
    }

    /** The clear octets of a small content. Empty for a large one. */
    public Optional<Clear> inMemory() {
        return memory;
    }

    UUID id() {
        return UUID.fromString(content.contentId());
    }

    /** Made on demand: the tenant's cipher is at hand on the thread that writes batches, not on that of a session. */
    byte[] wrappedKey() {
        return wrappedKey.get();
    }

    /** The cipher text of a small content that is not stored yet. */
    Optional<byte[]> inline() {
        return inline;
    }

    /** The row is durable; until the mail is delivered its clear octets alone take memory. */
    void stored() {
        inline = Optional.empty();
    }

    Optional<String> blob() {
        return blob;
    }
}

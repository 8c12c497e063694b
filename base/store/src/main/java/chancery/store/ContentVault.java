package chancery.store;

import chancery.mail.FaultException;
import chancery.mail.MessageContent;
import chancery.mail.TenantId;
import chancery.store.spi.BlobStore;
import com.google.crypto.tink.Aead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contents of mails, encrypted under a key of their own, which is wrapped by the tenant's key, which is wrapped by the
 * master key. Destroying the message key is how a content ends: what remains of the body, in a backup or on a disk, is
 * noise.
 */
public final class ContentVault implements AutoCloseable {
    // another file in the folder is somebody else's
    private static final String BLOB_NAME = "[0-9a-f-]{36}/[0-9a-f-]{36}";
    private static final Logger LOG = LoggerFactory.getLogger(ContentVault.class);
    private static final int INLINE_LIMIT = 256 << 10;

    private final Database database;
    private final TenantKeys keys;
    private final BlobStore blobs;

    ContentVault(Database database, MasterKey master, BlobStore blobs) {
        this.database = database;
        this.keys = new TenantKeys(database, master);
        this.blobs = blobs;
    }

    /**
     * The vault over {@code database}.
     *
     * @throws FaultException when the folder cannot be made or the credentials of the bucket cannot be read
     */
    public static ContentVault open(Database database, BlobLocation blobs) {
        try {
            BlobStore store = switch (blobs) {
                case BlobLocation.Folder(var folder) -> new FolderBlobStore(folder);
                case BlobLocation.Bucket bucket -> new S3BlobStore(bucket);
            };
            return new ContentVault(database, database.masterKey(), store);
        } catch (IOException e) {
            throw new FaultException(StoreError.BLOB_STORE, e);
        }
    }

    /** Begins a new content; {@code contentId} is a UUIDv7 that was never used before for this tenant. */
    public ContentWriter begin(TenantId tenant, UUID contentId) {
        return new ContentWriter(this, tenant, contentId);
    }

    /** Makes the contents known, within the caller's transaction on the mail path or of their tenant. */
    public void insert(Handle handle, Collection<SealedContent> contents) {
        if (contents.isEmpty()) {
            return;
        }
        List<SealedContent> rows = List.copyOf(contents);
        try (var update = handle.createUpdate(ContentStatement.INSERT_CONTENTS.sql())) {
            update.bind(
                            "tenants",
                            column(
                                    "uuid",
                                    rows,
                                    new UUID[rows.size()],
                                    s -> s.tenant().value()))
                    .bind("contents", column("uuid", rows, new UUID[rows.size()], SealedContent::id))
                    .bind("wrapped", column("bytea", rows, new byte[rows.size()][], SealedContent::wrappedKey))
                    .bind(
                            "sizes",
                            column(
                                    "int8",
                                    rows,
                                    new Long[rows.size()],
                                    s -> s.content().size()))
                    .bind("digests", column("bytea", rows, new byte[rows.size()][], ContentVault::digest))
                    .bind(
                            "bodies",
                            column(
                                    "bytea",
                                    rows,
                                    new byte[rows.size()][],
                                    s -> s.inline().orElse(null)))
                    .bind(
                            "blobs",
                            column(
                                    "text",
                                    rows,
                                    new String[rows.size()],
                                    s -> s.blob().orElse(null)))
                    .execute();
        }
    }

    // a typed array, because only byte[][] travels in binary
    private static <T> Argument column(
            String type, List<SealedContent> rows, @Nullable T[] values, Function<SealedContent, @Nullable T> value) {
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    private static byte[] digest(SealedContent sealed) {
        return HexFormat.of().parseHex(sealed.content().sha256());
    }

    /** Forgets a content that was sealed but will not be inserted. A small one leaves nothing that needs this. */
    public void discard(SealedContent sealed) {
        sealed.blob().ifPresent(this::removeBlob);
    }

    /**
     * Opens a stored content in a transaction of its own.
     *
     * @throws FaultException when the database or blob store cannot be reached, or the content does not verify
     */
    public Opened open(TenantId tenant, UUID contentId) {
        Optional<Row> row = database.inTenant(
                tenant,
                handle -> handle.createQuery(ContentStatement.FIND_CONTENT.sql())
                        .bind("tenant", tenant.value())
                        .bind("content", contentId)
                        .map((result, context) -> Row.of(result))
                        .findOne());
        return row.isPresent() ? open(tenant, contentId, row.get()) : new Opened.Absent();
    }

    /**
     * Destroys the keys and removes the bodies within the caller's transaction; blobs go when it has committed. Contents
     * that do not exist are passed over.
     */
    public void destroy(Handle handle, TenantId tenant, Collection<UUID> contentIds) {
        UUID[] ids = contentIds.toArray(UUID[]::new);
        handle.createUpdate(ContentStatement.DELETE_KEYS.sql())
                .bind("tenant", tenant.value())
                .bind("contents", ids)
                .execute();
        List<String> gone = handle
                .createQuery(ContentStatement.DELETE_CONTENTS.sql())
                .bind("tenant", tenant.value())
                .bind("contents", ids)
                .map((result, context) -> Optional.ofNullable(result.getString(1)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
        if (!gone.isEmpty()) {
            handle.afterCommit(() -> Thread.ofVirtual().start(() -> gone.forEach(this::removeBlob)));
        }
    }

    /** Ends a tenant: with its key all of its contents become unreadable. In a transaction of that tenant. */
    public void destroyTenantKey(Handle handle, TenantId tenant) {
        keys.destroy(handle, tenant);
    }

    /**
     * Removes blobs that no row names: of mails that were never committed, or whose removal was cut short. {@code before}
     * must leave time for mails under way; a day is plenty.
     *
     * @return how many were removed
     */
    public int removeOrphans(Instant before) {
        int[] removed = new int[1];
        try {
            blobs.forEachOlderThan(before, name -> {
                if (name.matches(BLOB_NAME) && !isNamed(name)) {
                    removeBlob(name);
                    removed[0]++;
                }
            });
        } catch (IOException e) {
            throw new FaultException(StoreError.BLOB_STORE, e);
        }
        return removed[0];
    }

    @Override
    public void close() {
        blobs.close();
    }

    int inlineLimit() {
        return INLINE_LIMIT;
    }

    Aead tenantKey(TenantId tenant) {
        return keys.of(tenant);
    }

    BlobStore.BlobWriter createBlob(String name) throws IOException {
        return blobs.create(name);
    }

    InputStream openBlob(String name, MessageKey key) {
        try {
            return key.decrypting(blobs.open(name));
        } catch (NoSuchFileException e) {
            throw new FaultException(StoreError.CONTENT_DAMAGED, e);
        } catch (IOException e) {
            throw new FaultException(StoreError.BLOB_STORE, e);
        }
    }

    void abandon(BlobStore.BlobWriter blob) {
        try {
            blob.abort();
        } catch (IOException e) {
            LOG.warn(
                    "an unfinished blob stays until the next removal of orphans: {}",
                    e.getClass().getSimpleName());
        }
    }

    static String blobName(TenantId tenant, UUID content) {
        return tenant + "/" + content;
    }

    private record Row(MessageContent content, Optional<byte[]> body, Optional<String> blob, Optional<byte[]> key) {
        static Row of(ResultSet result) throws SQLException {
            return new Row(
                    new MessageContent(
                            result.getString("id"),
                            result.getLong("size"),
                            HexFormat.of().formatHex(result.getBytes("sha256"))),
                    Optional.ofNullable(result.getBytes("body")),
                    Optional.ofNullable(result.getString("blob")),
                    Optional.ofNullable(result.getBytes("wrapped")));
        }
    }

    private Opened open(TenantId tenant, UUID contentId, Row row) {
        if (row.key().isEmpty()) {
            return new Opened.KeyDestroyed();
        }
        MessageKey key = MessageKey.unwrap(keys.of(tenant), row.key().get(), tenant, contentId);
        InputStream clear = row.body().isPresent()
                ? new ByteArrayInputStream(key.decrypt(row.body().get()))
                : openBlob(row.blob().orElseThrow(), key);
        return new Opened.Content(row.content(), clear);
    }

    private boolean isNamed(String name) {
        int slash = name.indexOf('/');
        TenantId tenant = new TenantId(UUID.fromString(name.substring(0, slash)));
        UUID content = UUID.fromString(name.substring(slash + 1));
        return database.inTenant(
                        tenant,
                        handle -> handle.createQuery(ContentStatement.HAS_CONTENT.sql())
                                .bind("tenant", tenant.value())
                                .bind("content", content)
                                .mapTo(Long.class)
                                .one())
                > 0;
    }

    private void removeBlob(String name) {
        try {
            blobs.delete(name);
        } catch (IOException e) {
            LOG.warn(
                    "a blob stays until the next removal of orphans: {}",
                    e.getClass().getSimpleName());
        }
    }
}

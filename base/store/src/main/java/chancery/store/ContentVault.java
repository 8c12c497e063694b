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
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
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
    private static final String BODIES = "bodies";
    private static final int INLINE_LIMIT = 256 << 10;

    private final Database database;
    private final TenantKeys keys;
    private final BlobStore blobs;
    private final Optional<BodyFolder> bodies;

    ContentVault(Database database, MasterKey master, BlobStore blobs, Optional<BodyFolder> bodies) {
        this.database = database;
        this.keys = new TenantKeys(database, master);
        this.blobs = blobs;
        this.bodies = bodies;
    }

    /**
     * The vault over {@code database}.
     *
     * @throws FaultException when the folder cannot be made or the credentials of the bucket cannot be read
     */
    public static ContentVault open(Database database, BlobLocation blobs) {
        try {
            MasterKey master = database.masterKey();
            return switch (blobs) {
                case BlobLocation.Folder(var folder) ->
                    new ContentVault(
                            database,
                            master,
                            new FolderBlobStore(folder),
                            Optional.of(new BodyFolder(folder.resolve(BODIES))));
                case BlobLocation.Bucket bucket ->
                    new ContentVault(database, master, new S3BlobStore(bucket), Optional.empty());
            };
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
        List<SealedContent> all = List.copyOf(contents);
        List<ContentRow> rows = bodies.isPresent()
                ? bodies.get().place(handle, all)
                : all.stream().map(ContentRow::of).toList();
        ContentRow.insert(handle, rows);
        handle.afterCommit(() -> all.forEach(SealedContent::stored));
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
        Optional<Row> row = find(tenant, contentId);
        if (row.isEmpty()) {
            return new Opened.Absent();
        }
        try {
            return open(tenant, contentId, row.get());
        } catch (FaultException e) {
            // the place of a body that was destroyed a moment ago may hold another by now
            if (find(tenant, contentId).isEmpty()) {
                return new Opened.Absent();
            }
            throw e;
        }
    }

    private Optional<Row> find(TenantId tenant, UUID contentId) {
        return database.inTenant(
                tenant,
                handle -> handle.createQuery(ContentStatement.FIND_CONTENT.sql())
                        .bind("tenant", tenant.value())
                        .bind("content", contentId)
                        .map((result, context) -> Row.of(result))
                        .findOne());
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
        bodies.ifPresent(folder -> folder.leave(
                handle, gone.stream().filter(Extent::isNamed).map(Extent::parse).toList()));
        List<String> files = gone.stream().filter(name -> !Extent.isNamed(name)).toList();
        if (!files.isEmpty()) {
            handle.afterCommit(() -> Thread.ofVirtual().start(() -> files.forEach(this::removeBlob)));
        }
    }

    /** Ends a tenant: with its key all of its contents become unreadable. In a transaction of that tenant. */
    public void destroyTenantKey(Handle handle, TenantId tenant) {
        keys.destroy(handle, tenant);
    }

    /**
     * Removes blobs that no row names: of mails that were never committed, or whose removal was cut short; and frees what
     * is not used in the files of bodies. {@code before} must leave time for mails under way; a day is plenty.
     *
     * @return how many blobs were removed
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
        bodies.ifPresent(folder -> folder.sweep(database, Duration.between(before, Instant.now())));
        return removed[0];
    }

    @Override
    public void close() {
        bodies.ifPresent(BodyFolder::close);
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
        Optional<byte[]> body = row.body();
        if (row.blob().filter(Extent::isNamed).isPresent()) {
            body = row.blob().map(Extent::parse).map(this::bodyAt);
        }
        InputStream clear = body.isPresent()
                ? new ByteArrayInputStream(key.decrypt(body.get()))
                : openBlob(row.blob().orElseThrow(), key);
        return new Opened.Content(row.content(), clear);
    }

    private byte[] bodyAt(Extent place) {
        return bodies.orElseThrow(() -> new FaultException(
                        StoreError.BLOB_STORE, "a body lies in a folder, and bodies are kept in a bucket now"))
                .read(place);
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

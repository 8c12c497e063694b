package chancery.store;

import chancery.mail.FaultException;
import chancery.mail.TenantId;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * The key of each tenant, made at its first use and wrapped by the master key. Unwrapped keys are remembered for ten
 * minutes, which is how long another node may go on after a tenant's key was destroyed here.
 */
final class TenantKeys {
    private static final long REMEMBER = Duration.ofMinutes(10).toNanos();
    private static final int MOST = 20_000;

    private record Remembered(Aead aead, long since) {}

    private final Database database;
    private final Aead master;
    private final ConcurrentHashMap<TenantId, Remembered> cache = new ConcurrentHashMap<>();

    TenantKeys(Database database, MasterKey master) {
        this.database = database;
        this.master = master.aead();
    }

    /** The tenant's key, made now when there is none. */
    Aead of(TenantId tenant) {
        Remembered known = cache.get(tenant);
        if (known != null && System.nanoTime() - known.since() < REMEMBER) {
            return known.aead();
        }
        Aead aead = database.inTenant(tenant, handle -> unwrap(tenant, findOrMake(handle, tenant)));
        if (cache.size() >= MOST) {
            cache.clear();
        }
        cache.put(tenant, new Remembered(aead, System.nanoTime()));
        return aead;
    }

    void destroy(Handle handle, TenantId tenant) {
        handle.createUpdate(ContentStatement.DELETE_TENANT_KEY.sql())
                .bind("tenant", tenant.value())
                .execute();
        cache.remove(tenant);
        handle.afterCommit(() -> cache.remove(tenant));
    }

    private byte[] findOrMake(Handle handle, TenantId tenant) {
        return find(handle, tenant).orElseGet(() -> {
            handle.createUpdate(ContentStatement.INSERT_TENANT_KEY.sql())
                    .bind("tenant", tenant.value())
                    .bind("wrapped", newKey(tenant))
                    .execute();
            return find(handle, tenant).orElseThrow(() -> new FaultException(StoreError.KEYSET, "no tenant key"));
        });
    }

    private static Optional<byte[]> find(Handle handle, TenantId tenant) {
        return handle.createQuery(ContentStatement.FIND_TENANT_KEY.sql())
                .bind("tenant", tenant.value())
                .mapTo(byte[].class)
                .findOne();
    }

    private byte[] newKey(TenantId tenant) {
        try {
            KeysetHandle fresh =
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    fresh, master, associated(tenant), RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new FaultException(StoreError.KEYSET, e);
        }
    }

    private Aead unwrap(TenantId tenant, byte[] wrapped) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(
                            wrapped, master, associated(tenant), RegistryConfiguration.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new FaultException(StoreError.KEYSET, e);
        }
    }

    // a key moved to another tenant's row does not open
    private static byte[] associated(TenantId tenant) {
        return ("tenant-key " + tenant).getBytes(StandardCharsets.US_ASCII);
    }
}

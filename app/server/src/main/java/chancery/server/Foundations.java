package chancery.server;

import chancery.audit.AuditLog;
import chancery.config.BlobsConfig;
import chancery.config.SecretFile;
import chancery.config.ServerConfig;
import chancery.policy.Policies;
import chancery.store.BlobLocation;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.DatabaseStart;
import chancery.store.StoreConfig;
import chancery.tenancy.AccountLogin;
import chancery.tenancy.ChangeAudit;
import chancery.tenancy.Tenancy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** What all capabilities stand on. Closing it closes the database. */
public record Foundations(
        Database database,
        ContentVault vault,
        AuditLog audit,
        ChangeAudit changes,
        Tenancy tenancy,
        AccountLogin login,
        Policies policies)
        implements AutoCloseable {

    static Foundations open(ServerConfig config, Path data, Clock clock) throws ServerStartException {
        StoreConfig store = storeConfig(config, data);
        return switch (Database.start(store)) {
            case DatabaseStart.Failed failed ->
                throw new ServerStartException(failed.failure().explanation());
            case DatabaseStart.Started started -> on(started.database(), store, clock);
        };
    }

    private static Foundations on(Database database, StoreConfig store, Clock clock) {
        var vault = ContentVault.open(database, store.blobs());
        var audit = new AuditLog(database);
        var changes = new ChangeAudit(audit, clock);
        var tenancy = new Tenancy(database, clock);
        var login = new AccountLogin(tenancy, clock, new SecureRandom());
        return new Foundations(database, vault, audit, changes, tenancy, login, new Policies(database, changes, clock));
    }

    private static StoreConfig storeConfig(ServerConfig config, Path data) throws ServerStartException {
        StoreConfig inFolder = StoreConfig.in(data);
        var database = config.database();
        return new StoreConfig(
                data,
                database.url(),
                database.user(),
                database.passwordFile().map(SecretFile::file).orElse(Path.of("")),
                Math.min(50, database.connections()),
                blobs(config.blobs(), inFolder, data),
                inFolder.masterKeysetFile());
    }

    private static BlobLocation blobs(BlobsConfig blobs, StoreConfig inFolder, Path data) throws ServerStartException {
        return switch (blobs.kind()) {
            case FOLDER ->
                blobs.folder().<BlobLocation>map(BlobLocation.Folder::new).orElse(inFolder.blobs());
            case S3 -> S3Credentials.bucket(blobs.s3(), data);
        };
    }

    @Override
    public void close() {
        vault.close();
        database.close();
    }
}

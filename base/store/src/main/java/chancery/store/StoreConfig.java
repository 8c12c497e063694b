package chancery.store;

import java.nio.file.Path;

/**
 * Where data lies.
 *
 * @param dataDirectory holds the embedded database, keys and blobs; one process at a time
 * @param databaseUrl {@code jdbc:postgresql://host:port/name} of a PostgreSQL 16 or newer; empty for the embedded one
 * @param databaseUser may create roles and owns the database; not used for the embedded one
 * @param databasePasswordFile its first line is the password; empty path for none
 * @param databaseConnections at most this many connections, 2 to 50
 * @param blobs large bodies
 * @param masterKeysetFile made at the first start with mode 0600; without it nothing stored can be read again
 */
public record StoreConfig(
        Path dataDirectory,
        String databaseUrl,
        String databaseUser,
        Path databasePasswordFile,
        int databaseConnections,
        BlobLocation blobs,
        Path masterKeysetFile) {

    public StoreConfig {
        if (databaseConnections < 2 || databaseConnections > 50) {
            throw new IllegalArgumentException("databaseConnections must be 2 to 50");
        }
    }

    /** Everything inside one folder: embedded database, folder of blobs, keyset file. */
    public static StoreConfig in(Path dataDirectory) {
        return new StoreConfig(
                dataDirectory,
                "",
                "",
                Path.of(""),
                16,
                new BlobLocation.Folder(dataDirectory.resolve("blobs")),
                dataDirectory.resolve("keys").resolve("master.keyset"));
    }

    /** The same with a PostgreSQL that someone else runs. */
    public StoreConfig withDatabase(String url, String user, Path passwordFile) {
        return new StoreConfig(dataDirectory, url, user, passwordFile, databaseConnections, blobs, masterKeysetFile);
    }

    boolean embedded() {
        return databaseUrl.isEmpty();
    }
}

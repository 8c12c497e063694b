package chancery.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The key over all tenant keys, in a file outside of the database. */
record MasterKey(KeysetHandle keyset) {
    private static final Set<PosixFilePermission> TOO_OPEN = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static MasterKey generate() {
        try {
            return new MasterKey(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the file, or makes it when this database has never seen a master key. A file that does not belong to the
     * database is refused, since nothing stored could be read and what is stored from now on would be split.
     */
    static MasterKey load(Path file, DataSource owner, String place) throws StartException {
        try (Connection connection = owner.getConnection()) {
            execute(connection, "SET ROLE " + DatabaseRoles.OWNER);
            execute(connection, "SET search_path = " + DatabaseRoles.SCHEMA);
            Optional<String> known = knownKey(connection);
            if (Files.exists(file)) {
                requirePrivate(file);
            } else if (known.isPresent()) {
                throw new StartException(new StartFailure.SecretUnreadable(
                        file, "it is missing, and " + place + " is encrypted under it. Restore it from your backup"));
            } else {
                create(file);
            }
            MasterKey key = read(file);
            if (known.isPresent() && !key.contains(known.get())) {
                throw new StartException(
                        new StartFailure.SecretUnreadable(file, "it is not the master keyset of " + place));
            }
            remember(connection, key);
            return key;
        } catch (IOException e) {
            throw new StartException(new StartFailure.SecretUnreadable(file, Words.of(e)));
        } catch (SQLException e) {
            throw new StartException(new StartFailure.Refused(place, Words.of(e)));
        }
    }

    Aead aead() {
        try {
            return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                    generate().keyset(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
            SecretFile.create(file, json.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static MasterKey read(Path file) throws IOException {
        try {
            return new MasterKey(TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IOException("it is not a keyset", e);
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).stream().anyMatch(TOO_OPEN::contains)) {
            throw new IOException("others may read or write it; chmod 600 it");
        }
    }

    private boolean contains(String id) {
        for (int i = 0; i < keyset.size(); i++) {
            if (Integer.toString(keyset.getAt(i).getId()).equals(id)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> knownKey(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT value FROM installation WHERE name = 'master-key'")) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private static void remember(Connection connection, MasterKey key) throws SQLException {
        String id = Integer.toString(key.keyset().getPrimary().getId());
        execute(
                connection,
                "INSERT INTO installation (name, value) VALUES ('master-key', '" + id + "')"
                        + " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

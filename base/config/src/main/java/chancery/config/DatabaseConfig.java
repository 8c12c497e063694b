package chancery.config;

import java.util.Optional;

/** The database section. */
public record DatabaseConfig(
        @Key(
                text =
                        "JDBC address of a PostgreSQL 16 or newer, for example jdbc:postgresql://db.example.org/chancery;"
                                + " empty: Chancery starts its own in the data folder.")
        String url,

        @Key(text = "Role that owns the database at this address; not used with the own one.", preset = "chancery")
        String user,

        @Key(text = "File in which the role's password stands alone.")
        Optional<SecretFile> passwordFile,

        @Key(text = "Connections each pool may hold.", preset = "16", min = "2", max = "50")
        int connections) {

    public DatabaseConfig {
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("url must start with jdbc:postgresql:");
        }
        if (url.contains("password=")) {
            throw new IllegalArgumentException("url must not hold the password; use password-file");
        }
    }

    /** True when Chancery runs its own PostgreSQL. */
    public boolean embedded() {
        return url.isEmpty();
    }
}

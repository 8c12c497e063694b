package chancery.store;

import java.nio.file.Path;

/** Why the store does not start. Each is something that the operator can act on. */
public sealed interface StartFailure {
    /** One or two sentences: what is wrong, where, and what to do. */
    String explanation();

    /** The data was written by a newer version of the product. */
    record NewerSchema(String place, String migration) implements StartFailure {
        @Override
        public String explanation() {
            return place + " was written by a newer version (it has the migration " + migration
                    + ", which this version does not know). Start that version, or restore a backup made before.";
        }
    }

    /** The embedded data folder belongs to another major version of PostgreSQL. */
    record OtherPostgres(Path folder, String found, String expected) implements StartFailure {
        @Override
        public String explanation() {
            return folder + " holds data of PostgreSQL " + found + ", this version brings PostgreSQL " + expected
                    + ". Start the version that wrote it.";
        }
    }

    /** The external server is older than 16. */
    record OldServer(String url, String version) implements StartFailure {
        @Override
        public String explanation() {
            return "database.url: " + url + " is PostgreSQL " + version + "; 16 or newer is needed.";
        }
    }

    /** No connection could be made. */
    record Unreachable(String url, String why) implements StartFailure {
        @Override
        public String explanation() {
            return "database.url: no connection to " + url + ": " + why;
        }
    }

    /** Roles or tables cannot be made with the rights at hand. */
    record Refused(String place, String why) implements StartFailure {
        @Override
        public String explanation() {
            return place + " refused to prepare roles and tables: " + why
                    + ". The user of database.user must own the database and may create roles.";
        }
    }

    /** Another process works on the same data folder. */
    record FolderInUse(Path folder) implements StartFailure {
        @Override
        public String explanation() {
            return folder + " is in use by another running process. Stop it first, or choose another data folder.";
        }
    }

    /** The embedded database does not come up. */
    record EmbeddedBroken(Path folder, String why) implements StartFailure {
        @Override
        public String explanation() {
            return "the embedded database in " + folder + " does not start: " + why;
        }
    }

    /** A file with a secret is missing or cannot be read. */
    record SecretUnreadable(Path file, String why) implements StartFailure {
        @Override
        public String explanation() {
            return file + " cannot be read: " + why;
        }
    }
}

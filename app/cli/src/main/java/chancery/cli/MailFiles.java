package chancery.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files of keys and mails that a person names: read with a bound, written whole or not at all, overwritten only when told. */
final class MailFiles {
    private static final long LARGEST_KEY_FILE = 4 << 20;

    private MailFiles() {}

    static byte[] readKeyFile(Path file) {
        try {
            if (Files.size(file) > LARGEST_KEY_FILE) {
                throw CliException.misused(file + " is too large for a file of keys");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static CliException unreadable(Path file, IOException e) {
        return CliException.misused(file
                + switch (e) {
                    case NoSuchFileException _ -> " does not exist";
                    case AccessDeniedException _ -> " is closed to you: its permissions do not let you read it";
                    case IOException _ when Files.isDirectory(file) -> " is a folder";
                    case IOException _ -> " cannot be read: " + e.getClass().getSimpleName();
                });
    }

    /** Stops before any work when the file cannot be there, or is there and may not be replaced. */
    static void refuseToOverwrite(Path file, boolean force) {
        var folder = folder(file);
        if (!Files.isDirectory(folder)) {
            throw CliException.misused("there is no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw CliException.misused(file + " is a folder");
        }
        if (!force && Files.exists(file)) {
            throw CliException.misused(file + " exists; --force replaces it");
        }
    }

    private static Path folder(Path file) {
        return java.util.Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file.toAbsolutePath());
    }

    /** Something that writes one file. */
    interface Content {
        void writeTo(java.io.OutputStream out) throws Exception;
    }

    static void writePrivate(Path file, boolean force, Content content) {
        write(file, force, "rw-------", content);
    }

    static void writePublic(Path file, boolean force, Content content) {
        write(file, force, "rw-r--r--", content);
    }

    private static void write(Path file, boolean force, String permissions, Content content) {
        refuseToOverwrite(file, force);
        try {
            var part = Files.createTempFile(
                    folder(file),
                    ".chancery-",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            // Ctrl-C runs no finally
            part.toFile().deleteOnExit();
            try {
                try (var out = Files.newOutputStream(part)) {
                    content.writeTo(out);
                }
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(permissions));
                if (force) {
                    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    // a link fails where the name is taken, a move would replace what came in between
                    Files.createLink(file, part);
                }
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw CliException.misused(file + " exists; --force replaces it");
        } catch (IOException e) {
            throw CliException.failed(
                    file + " cannot be written: " + e.getClass().getSimpleName());
        } catch (CliException e) {
            throw e;
        } catch (Exception e) {
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
    }
}

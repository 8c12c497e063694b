package chancery.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
                    case CharacterCodingException _ -> " is no text in UTF-8";
                    case IOException _ -> " cannot be read: " + reason(e);
                });
    }

    static CliException unwritable(Path file, IOException e) {
        return switch (e) {
            case FileAlreadyExistsException _ -> CliException.misused(file + " exists; --force replaces it");
            case AccessDeniedException _ ->
                CliException.misused(file + " cannot be written: this user may make no file in " + folder(file));
            case IOException _ -> CliException.failed(file + " cannot be written: " + reason(e));
        };
    }

    // the message of such an exception is often nothing but the path
    static String reason(IOException e) {
        var reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? "this system does not allow it" : reason;
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
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw CliException.misused(file + " is a device or a pipe; --out names a file");
        }
        if (!force && Files.exists(file)) {
            throw CliException.misused(file + " exists; --force replaces it");
        }
    }

    static Path folder(Path file) {
        return java.util.Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file.toAbsolutePath());
    }

    /** Something that writes one file. */
    interface Content {
        void writeTo(java.io.OutputStream out) throws Exception;
    }

    static void writePrivate(Path file, boolean force, Content content) {
        try (var made = NewFile.ofOwner(file, force, content)) {
            made.place();
        }
    }

    static void writePublic(Path file, boolean force, Content content) {
        try (var made = NewFile.forAll(file, force, content)) {
            made.place();
        }
    }
}

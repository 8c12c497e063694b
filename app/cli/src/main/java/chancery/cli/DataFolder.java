package chancery.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder in which a gateway keeps everything. */
final class DataFolder {
    private DataFolder() {}

    /** The folder, made for its owner alone when it is not there yet; a {@link CliException} says why it cannot serve. */
    static Path prepare(Path folder) {
        var absolute = folder.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw CliException.misused(absolute + " is a file; --data names the folder in which everything is kept");
        }
        try {
            if (!Files.exists(absolute)) {
                Files.createDirectories(
                        absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (AccessDeniedException | FileAlreadyExistsException e) {
            throw CliException.misused(absolute + " cannot be made by this user: " + e.getMessage());
        } catch (IOException e) {
            throw CliException.misused(absolute + " cannot be made: " + MailFiles.reason(e));
        }
        if (!Files.isWritable(absolute)) {
            throw CliException.misused(absolute + " cannot be written by this user; --data names another folder");
        }
        return absolute;
    }
}

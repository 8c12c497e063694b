package chancery.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/**
 * Names the file in which a secret stands alone; line ends after it do not count.
 *
 * @param file absolute once read from a config file
 */
public record SecretFile(Path file) {
    private static final long LARGEST = 64 * 1024;

    /**
     * Reads the secret. Throws {@link IllegalArgumentException} with a sentence for a person when the file is missing,
     * unreadable, empty, larger than 64 KiB or readable by everybody on the machine.
     */
    public Secret read() {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder; name the file in it");
        }
        try {
            refuseWhenOpenToAll();
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(file + " is larger than a secret can be (64 KiB)");
            }
            var text = Files.readString(file).stripTrailing();
            if (text.isEmpty()) {
                throw new IllegalArgumentException(file + " is empty; write the secret into it");
            }
            return new Secret(text);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException(file + " cannot be read by this user", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void refuseWhenOpenToAll() throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IllegalArgumentException(
                    file + " can be read by everybody on this machine; run: chmod 600 " + file);
        }
    }

    @Override
    public String toString() {
        return "secret in " + file;
    }
}

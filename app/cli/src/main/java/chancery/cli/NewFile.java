package chancery.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that is written whole beside its place, and gone again when it is not put there. */
final class NewFile implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final boolean force;

    private NewFile(Path file, boolean force, Path part) {
        this.file = file;
        this.force = force;
        this.part = part;
    }

    static NewFile ofOwner(Path file, boolean force, MailFiles.Content content) {
        return write(file, force, "rw-------", content);
    }

    static NewFile forAll(Path file, boolean force, MailFiles.Content content) {
        return write(file, force, "rw-r--r--", content);
    }

    private static NewFile write(Path file, boolean force, String permissions, MailFiles.Content content) {
        MailFiles.refuseToOverwrite(file, force);
        try {
            // a link stays one; what it names is replaced
            var place = Files.exists(file) ? file.toRealPath() : file;
            var part = Files.createTempFile(
                    MailFiles.folder(place),
                    ".chancery-",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            // Ctrl-C runs no finally
            part.toFile().deleteOnExit();
            var made = new NewFile(place, force, part);
            boolean whole = false;
            try {
                made.fill(content, file);
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(permissions));
                whole = true;
                return made;
            } finally {
                if (!whole) {
                    made.close();
                }
            }
        } catch (IOException e) {
            throw MailFiles.unwritable(file, e);
        }
    }

    private void fill(MailFiles.Content content, Path named) throws IOException {
        try (var out = new Named(Files.newOutputStream(part), named)) {
            content.writeTo(out);
        } catch (IOException | CliException e) {
            throw e;
        } catch (Exception e) {
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
    }

    /** Puts it where it belongs, in one step. */
    void place() {
        try {
            if (force) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                // a link fails where the name is taken, a move would replace what came in between
                Files.createLink(file, part);
            }
        } catch (IOException e) {
            throw MailFiles.unwritable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // it goes with the process
        }
    }

    /** Who writes also reads: only here is it known that a full disk was this file's. */
    private static final class Named extends FilterOutputStream {
        private final Path file;

        Named(OutputStream out, Path file) {
            super(out);
            this.file = file;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            try {
                out.write(octets, from, length);
            } catch (IOException e) {
                throw MailFiles.unwritable(file, e);
            }
        }
    }
}

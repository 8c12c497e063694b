package chancery.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL programs, unpacked once from the class path. A folder under its final name is complete, because it is
 * renamed to it only when everything is in it.
 */
record PostgresBinaries(Path home) {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

    /** Unpacks into a sub-folder of {@code parent} whose name changes with the archive. */
    static PostgresBinaries in(Path parent) throws IOException {
        URL archive = archive();
        Path home = parent.resolve("bin-" + archive.openConnection().getContentLengthLong());
        if (!Files.isDirectory(home)) {
            removeLeftovers(parent);
            Path fresh = Files.createTempDirectory(parent, "unpack-", PosixFilePermissions.asFileAttribute(FOLDER));
            unpack(archive, fresh);
            moveInto(home, fresh);
        }
        return new PostgresBinaries(home);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static URL archive() throws IOException {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).equals("aarch64")
                ? "/postgres-linux-arm_64.txz"
                : "/postgres-linux-x86_64.txz";
        URL found = PostgresBinaries.class.getResource(name);
        if (found == null) {
            throw new IOException("this build brings no PostgreSQL for " + System.getProperty("os.arch"));
        }
        return found;
    }

    private static void moveInto(Path home, Path fresh) throws IOException {
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            remove(fresh); // another process was faster, with the same content
        }
    }

    private static void unpack(URL archive, Path into) throws IOException {
        try (InputStream raw = new BufferedInputStream(archive.openStream(), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("archive entry outside of its folder");
                }
                if (isNeeded(entry.getName())) {
                    unpack(tar, entry, target);
                }
            }
        }
    }

    // static libraries and build files make up a third of the archive
    private static boolean isNeeded(String name) {
        return !name.endsWith(".a") && !name.contains("/pkgconfig") && !name.contains("/pgxs");
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            Files.setPosixFilePermissions(target, FOLDER);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            Files.copy(tar, target);
            Files.setPosixFilePermissions(target, (entry.getMode() & 0111) != 0 ? FOLDER : FILE);
        }
    }

    private static void removeLeftovers(Path parent) throws IOException {
        try (Stream<Path> inside = Files.list(parent)) {
            for (Path path : inside.filter(p -> p.getFileName().toString().startsWith("unpack-"))
                    .toList()) {
                // an hour old: no other process can still be writing it
                if (Files.getLastModifiedTime(path).toMillis() < System.currentTimeMillis() - 3_600_000) {
                    remove(path);
                }
            }
        }
    }

    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}

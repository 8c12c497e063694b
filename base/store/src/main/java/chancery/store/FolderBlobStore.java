package chancery.store;

import chancery.store.spi.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Blobs as files: {@code TENANT/xx/CONTENT}, where {@code xx} are the last two digits of the content, so that no folder
 * grows large. A file under its final name is complete and on disk.
 */
final class FolderBlobStore implements BlobStore {
    private static final String UNFINISHED = ".part";
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path root;

    FolderBlobStore(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(
                root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Override
    public BlobWriter create(String name) throws IOException {
        Path target = path(name);
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling(target.getFileName() + UNFINISHED);
        Files.deleteIfExists(part);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return new FileWriter(FileChannel.open(part, NEW, ownerOnly), part, target);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(path(name));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    @Override
    public void forEachOlderThan(Instant time, Consumer<String> visitor) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()
                        && attributes.lastModifiedTime().toInstant().isBefore(time)) {
                    visitOrRemove(file, visitor);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    // a mail that is written meanwhile renames its file, and a delivered one removes it
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    private void visitOrRemove(Path file, Consumer<String> visitor) throws IOException {
        if (file.toString().endsWith(UNFINISHED)) {
            Files.deleteIfExists(file);
        } else {
            visitor.accept(root.relativize(file).getName(0) + "/" + file.getFileName());
        }
    }

    private Path path(String name) throws IOException {
        int slash = name.indexOf('/');
        if (!name.matches("[0-9a-f-]{36}/[0-9a-f-]{36}")) {
            throw new IOException("not the name of a blob");
        }
        return root.resolve(name.substring(0, slash))
                .resolve(name.substring(name.length() - 2))
                .resolve(name.substring(slash + 1));
    }

    private static final class FileWriter extends BlobWriter {
        private final FileChannel channel;
        private final Path part;
        private final Path target;

        FileWriter(FileChannel channel, Path part, Path target) {
            super(stream(channel));
            this.channel = channel;
            this.part = part;
            this.target = target;
        }

        private static OutputStream stream(FileChannel channel) {
            return Channels.newOutputStream(channel);
        }

        @Override
        public void commit() throws IOException {
            channel.force(false);
            channel.close();
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(target.getParent())) {
                folder.force(true); // the name too survives a power failure
            }
        }

        @Override
        public void abort() throws IOException {
            channel.close();
            Files.deleteIfExists(part);
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                abort();
            }
        }
    }
}

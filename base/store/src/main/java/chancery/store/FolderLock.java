package chancery.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process per data folder. The operating system lets go of it when the process ends, however it ends. */
record FolderLock(FileChannel channel, FileLock lock) implements AutoCloseable {

    static FolderLock take(Path folder) throws StartException, IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FolderLock(channel, lock);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw inUse(folder);
        }
        channel.close();
        throw inUse(folder);
    }

    private static StartException inUse(Path folder) {
        return new StartException(new StartFailure.FolderInUse(folder));
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}

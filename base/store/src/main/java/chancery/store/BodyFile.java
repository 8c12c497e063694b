package chancery.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Encrypted bodies of middle size, beside each other in one file, of which each process writes its own: a batch costs one
 * flush of the disk and no new file, and places are used again. The rows of the database are its only index. What no row
 * names is free, so that a process that dies leaves nothing to mend; its file goes when the last row that names it goes.
 *
 * <p>A place must never be given to a second body while a row may still name it for the first. Three sets see to that:
 * places whose rows are on the way in, places whose rows are on the way out, and, while rows are being read, all places
 * whose rows may be missed.
 */
final class BodyFile implements AutoCloseable {
    /** Places begin at multiples of this, so that no write touches the octets of another body. */
    static final int BLOCK = 4096;

    private static final long WORTH_CUTTING = 64L << 20;
    private static final String LOCK = ".lock";
    // a lock of ours would end as soon as another channel of this process on the same file is closed
    private static final Set<UUID> HELD_HERE = ConcurrentHashMap.newKeySet();
    private static final OpenOption[] WRITE = {StandardOpenOption.CREATE, StandardOpenOption.WRITE};

    private final UUID id;
    private final Path file;
    private final FileChannel lockFile;
    private FileChannel channel;
    private FreeSpace space = new FreeSpace();
    private final Map<Extent, Instant> arriving = new HashMap<>();
    private final Set<Extent> leaving = new HashSet<>();
    private final Set<Extent> unseen = new HashSet<>();
    private boolean reading;

    private BodyFile(UUID id, Path file, FileChannel lockFile) throws IOException {
        this.id = id;
        this.file = file;
        this.lockFile = lockFile;
        this.channel = FileChannel.open(file, WRITE);
    }

    /** A new file, held by this process as long as it lives. */
    static BodyFile create(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        UUID id = UUID.randomUUID();
        HELD_HERE.add(id);
        FileChannel lockFile = FileChannel.open(folder.resolve(id + LOCK), WRITE);
        if (lockFile.tryLock() == null) {
            throw new IOException("a new file of bodies is locked by another process");
        }
        return new BodyFile(id, folder.resolve(id.toString()), lockFile);
    }

    /** Reads a body, whichever process wrote it. */
    static byte[] read(Path folder, Extent place) throws IOException {
        var octets = ByteBuffer.allocate(place.length());
        try (FileChannel file = FileChannel.open(folder.resolve(place.file().toString()), StandardOpenOption.READ)) {
            while (octets.hasRemaining()) {
                if (file.read(octets, place.offset() + octets.position()) < 0) {
                    throw new EOFException("a file of bodies ends before a body does");
                }
            }
        }
        return octets.array();
    }

    /**
     * Writes the bodies durably. Each place is theirs until {@link #left} or, should no row come to name it, until
     * {@link #reconcile}.
     */
    List<Extent> write(List<byte[]> bodies) throws IOException {
        List<Extent> places = take(bodies);
        try {
            FileChannel out = channel();
            for (int i = 0; i < bodies.size(); i++) {
                write(out, bodies.get(i), places.get(i).offset());
            }
            out.force(false);
            return places;
        } catch (IOException e) {
            places.forEach(this::release);
            throw e;
        }
    }

    /** The rows that name these places are durable. */
    synchronized void arrived(Collection<Extent> places) {
        places.forEach(arriving::remove);
    }

    /** The row that names this place is about to go. */
    synchronized void leave(Extent place) {
        leaving.add(place);
    }

    /** The row stays after all. */
    synchronized void stays(Extent place) {
        leaving.remove(place);
    }

    /** The row is gone for good. */
    synchronized void left(Extent place) {
        leaving.remove(place);
        release(place);
    }

    UUID id() {
        return id;
    }

    /**
     * Frees what no row names: rows that another process removed, or that were never written.
     *
     * @param rows reads the places that rows name now
     * @param grace a place that was written longer ago and has no row will not get one
     */
    void reconcile(Supplier<List<Extent>> rows, Duration grace) throws IOException {
        beginReading(Instant.now().minus(grace));
        try {
            keepOnly(rows.get());
            cut();
        } finally {
            synchronized (this) {
                reading = false;
            }
        }
    }

    /** Removes the files of processes that are gone, if no row names them any more. */
    static void removeAbandoned(Path folder, Predicate<UUID> isNamed) throws IOException {
        List<UUID> others = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*" + LOCK)) {
            for (Path lock : files) {
                String name = lock.getFileName().toString();
                others.add(UUID.fromString(name.substring(0, name.length() - LOCK.length())));
            }
        }
        others.removeAll(HELD_HERE);
        for (UUID other : others) {
            Path lock = folder.resolve(other + LOCK);
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                    FileLock held = channel.tryLock()) {
                // the lock first: while nobody holds it, no row can begin to name the file
                if (held != null && !isNamed.test(other)) {
                    Files.deleteIfExists(folder.resolve(other.toString()));
                    Files.deleteIfExists(lock);
                }
            }
        }
    }

    private synchronized List<Extent> take(List<byte[]> bodies) {
        List<Extent> places = new ArrayList<>(bodies.size());
        for (byte[] body : bodies) {
            var wanted = new Extent(id, 0, body.length);
            places.add(new Extent(id, space.take(wanted.size()), body.length));
        }
        Instant now = Instant.now();
        places.forEach(place -> arriving.put(place, now));
        if (reading) {
            unseen.addAll(places);
        }
        return places;
    }

    private synchronized void release(Extent place) {
        arriving.remove(place);
        unseen.remove(place);
        space.give(place.offset(), place.size());
    }

    private synchronized void beginReading(Instant expired) {
        reading = true;
        arriving.values().removeIf(written -> written.isBefore(expired));
        unseen.clear();
        // their rows may come too late to be read, and yet before the reading ends
        unseen.addAll(arriving.keySet());
    }

    private synchronized void keepOnly(List<Extent> named) {
        List<FreeSpace.Span> taken = new ArrayList<>();
        for (Collection<Extent> kept : List.of(named, leaving, unseen)) {
            kept.forEach(place -> taken.add(new FreeSpace.Span(place.offset(), place.size())));
        }
        space = FreeSpace.around(taken);
    }

    private synchronized void cut() throws IOException {
        FileChannel open = channel();
        if (open.size() > space.end() + WORTH_CUTTING) {
            open.truncate(space.end());
        }
    }

    private static void write(FileChannel out, byte[] body, long offset) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(body);
        while (octets.hasRemaining()) {
            out.write(octets, offset + octets.position());
        }
    }

    // an interrupted thread closes the channel that it writes to
    private synchronized FileChannel channel() throws IOException {
        if (!channel.isOpen()) {
            channel = FileChannel.open(file, WRITE);
        }
        return channel;
    }

    @Override
    public synchronized void close() {
        FileChannel open = channel;
        try (open;
                lockFile) {
            HELD_HERE.remove(id); // the file stays: rows name it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

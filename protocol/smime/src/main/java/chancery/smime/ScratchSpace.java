package chancery.smime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where contents wait that are too large for memory: files under a key that is made for each and never leaves the
 * process, so that what is left behind by a crash says nothing. Everything that was opened with it can be read until it
 * is closed. For one message and one thread.
 */
public final class ScratchSpace implements AutoCloseable {
    private final Path folder;
    private final int memoryOctets;
    private final List<Scratch> all = new ArrayList<>();

    /**
     * @param folder must exist and be writable
     * @param memoryOctets contents up to this size stay in memory
     */
    public ScratchSpace(Path folder, int memoryOctets) {
        this.folder = folder;
        this.memoryOctets = memoryOctets;
    }

    /** In the system's folder for such files, contents up to 4 MiB in memory. */
    public static ScratchSpace standard() {
        return new ScratchSpace(Path.of(System.getProperty("java.io.tmpdir", ".")), 4 << 20);
    }

    int memoryOctets() {
        return memoryOctets;
    }

    Scratch create() {
        var scratch = new Scratch(this);
        all.add(scratch);
        return scratch;
    }

    Path newFile() throws IOException {
        return Files.createTempFile(folder, "chancery-", ".scratch");
    }

    /** Deletes every file. What was opened with this can no longer be read. */
    @Override
    public void close() throws IOException {
        for (Scratch scratch : all) {
            scratch.delete();
        }
        all.clear();
    }
}

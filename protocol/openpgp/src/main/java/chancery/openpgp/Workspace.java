package chancery.openpgp;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where plaintext waits until it has proven intact, and where it lies after that. Given by the caller, who so bounds
 * what one message may cost. Immutable; one may serve many messages at once.
 */
public abstract sealed class Workspace {
    private final long maxOctets;

    private Workspace(long maxOctets) {
        this.maxOctets = maxOctets;
    }

    /** In memory, at most so many octets; a message takes this up to twice while it is opened. */
    public static Workspace memory(long maxOctets) {
        return new Memory(maxOctets);
    }

    /**
     * In files of the folder that are gone when closed, encrypted with a key that only this process ever has; at most so
     * many octets each, two while a message is opened.
     */
    public static Workspace folder(Path folder, long maxOctets) {
        return new Folder(folder, maxOctets);
    }

    /** The most octets that come out of one message. */
    public long maxOctets() {
        return maxOctets;
    }

    /** A new empty store, which the caller closes. */
    abstract Store begin() throws IOException;

    private static final class Memory extends Workspace {
        Memory(long maxOctets) {
            super(maxOctets);
        }

        @Override
        Store begin() {
            return new MemoryStore(maxOctets());
        }
    }

    private static final class Folder extends Workspace {
        private final Path folder;

        Folder(Path folder, long maxOctets) {
            super(maxOctets);
            this.folder = folder;
        }

        @Override
        Store begin() throws IOException {
            return new FileStore(folder, maxOctets());
        }
    }
}

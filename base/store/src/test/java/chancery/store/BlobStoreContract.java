package chancery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.store.spi.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link BlobStore} keeps. */
public abstract class BlobStoreContract {
    /** The store under test, empty or not. */
    protected abstract BlobStore store();

    @ParameterizedTest(name = "{0} octets")
    @ValueSource(ints = {0, 1, 70_000, 8 << 20, (20 << 20) + 1})
    void givesBackWhatWasCommitted(int size) throws IOException {
        String name = name();
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        write(name, octets);
        assertThat(read(name)).isEqualTo(octets);
    }

    @Test
    void appearsOnlyWhenCommitted() throws IOException {
        String name = name();
        BlobStore.BlobWriter writer = store().create(name);
        writer.write(new byte[9 << 20]);
        assertThatThrownBy(() -> store().open(name)).isInstanceOf(NoSuchFileException.class);
        writer.commit();
        writer.close();
        assertThat(read(name)).hasSize(9 << 20);
    }

    @Test
    void abortedOrClosedWithoutCommitLeavesNothing() throws IOException {
        String aborted = name();
        BlobStore.BlobWriter first = store().create(aborted);
        first.write(new byte[9 << 20]);
        first.abort();
        String closed = name();
        BlobStore.BlobWriter second = store().create(closed);
        second.write(1);
        second.close();
        assertThatThrownBy(() -> store().open(aborted)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store().open(closed)).isInstanceOf(NoSuchFileException.class);
        assertThat(namesBefore(Instant.now().plus(Duration.ofHours(1)))).doesNotContain(aborted, closed);
    }

    @Test
    void deletedIsGoneAndAbsentMayBeDeleted() throws IOException {
        String name = name();
        write(name, new byte[] {1});
        store().delete(name);
        store().delete(name);
        assertThatThrownBy(() -> store().open(name)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void listsByAge() throws IOException {
        String name = name();
        write(name, new byte[] {1});
        assertThat(namesBefore(Instant.now().plus(Duration.ofHours(1)))).contains(name);
        assertThat(namesBefore(Instant.now().minus(Duration.ofHours(1)))).doesNotContain(name);
    }

    private List<String> namesBefore(Instant time) throws IOException {
        List<String> names = new ArrayList<>();
        store().forEachOlderThan(time, names::add);
        return names;
    }

    private void write(String name, byte[] octets) throws IOException {
        try (BlobStore.BlobWriter writer = store().create(name)) {
            for (int at = 0; at < octets.length; at += 65_536) {
                writer.write(octets, at, Math.min(65_536, octets.length - at));
            }
            writer.commit();
        }
    }

    private byte[] read(String name) throws IOException {
        try (InputStream in = store().open(name)) {
            return in.readAllBytes();
        }
    }

    private static String name() {
        return UUID.randomUUID() + "/" + UUID.randomUUID();
    }
}

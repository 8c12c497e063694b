package chancery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.FaultException;
import chancery.mail.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of middle size: their places are used again, and never while a row may name them. */
class BodyFileTest {
    private static final int SIZE = 100_000;
    private static final Instant LATER = Instant.now().plusSeconds(86_400);

    @TempDir
    Path blobs;

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant = new TenantId(Uuid7.next(Clock.systemUTC()));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void placesAreUsedAgain() throws Exception {
        try (ContentVault vault = vault()) {
            for (int i = 0; i < 20; i++) {
                SealedContent one = store(vault);
                SealedContent other = store(vault);
                assertThat(read(vault, one)).isEqualTo(octets(one));
                destroy(vault, one);
                assertThat(read(vault, other)).isEqualTo(octets(other));
                destroy(vault, other);
            }
        }
        assertThat(sizes()).hasSize(1).allMatch(size -> size < 3 * SIZE);
    }

    @Test
    void aTransactionThatFailsLosesItsPlaceOnlyUntilTheNextSweep() throws Exception {
        try (ContentVault vault = vault()) {
            for (int i = 0; i < 10; i++) {
                SealedContent sealed = seal(vault);
                assertThatThrownBy(() -> database.onMailPath(handle -> {
                            vault.insert(handle, List.of(sealed));
                            throw new IllegalStateException("roll back");
                        }))
                        .hasMessage("roll back");
            }
            vault.removeOrphans(LATER);
            for (int i = 0; i < 10; i++) {
                store(vault);
            }
        }
        assertThat(sizes()).hasSize(1).allMatch(size -> size < 11 * SIZE);
    }

    @Test
    void whatAnotherProcessDestroyedIsFreeAfterTheNextSweep() throws Exception {
        try (ContentVault vault = vault();
                ContentVault other = vault()) {
            SealedContent kept = store(vault);
            SealedContent gone = store(vault);
            assertThat(read(other, gone)).isEqualTo(octets(gone));
            destroy(other, gone);
            vault.removeOrphans(Instant.now().minusSeconds(60));
            store(vault);
            assertThat(read(vault, kept)).isEqualTo(octets(kept));
        }
        assertThat(sizes()).allMatch(size -> size < 3 * SIZE);
    }

    @Test
    void theFileOfAProcessThatIsGoneStaysUntilItsLastBodyIsGone() throws Exception {
        SealedContent left;
        try (ContentVault before = vault()) {
            left = store(before);
        }
        try (ContentVault vault = vault()) {
            vault.removeOrphans(LATER);
            assertThat(sizes()).hasSize(2);
            assertThat(read(vault, left)).hasSize(SIZE);
            destroy(vault, left);
            vault.removeOrphans(LATER);
            assertThat(sizes()).hasSize(1);
        }
    }

    @Test
    void sweepsBesideAcceptanceAndDestructionMixNothingUp() throws Exception {
        try (ContentVault vault = vault();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        SealedContent one = store(vault);
                        SealedContent other = store(vault);
                        destroy(vault, one);
                        assertThat(read(vault, other)).isEqualTo(octets(other));
                        destroy(vault, other);
                    }
                    return true;
                }));
            }
            while (work.stream().anyMatch(w -> !w.isDone())) {
                vault.removeOrphans(Instant.now().minusSeconds(60));
            }
            for (Future<?> one : work) {
                one.get();
            }
        }
    }

    @Test
    void aBodyThatWasChangedOrIsMissingIsAFault() throws Exception {
        try (ContentVault vault = vault()) {
            SealedContent sealed = store(vault);
            Path file = files().getFirst();
            byte[] all = Files.readAllBytes(file);
            all[5000] ^= 1;
            Files.write(file, all);
            assertThatThrownBy(() -> vault.open(tenant, sealed.id()))
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(StoreError.CONTENT_DAMAGED));
            Files.write(file, Arrays.copyOf(all, 5000));
            assertThatThrownBy(() -> vault.open(tenant, sealed.id())).isInstanceOf(FaultException.class);
        }
    }

    @Test
    void anInterruptedWriterFailsAloneAndTheNextOneWrites() throws Exception {
        try (ContentVault vault = vault()) {
            SealedContent sealed = seal(vault);
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> database.onMailPath(handle -> {
                            vault.insert(handle, List.of(sealed));
                            return true;
                        }))
                        .isInstanceOf(FaultException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            SealedContent next = store(vault);
            assertThat(read(vault, next)).isEqualTo(octets(next));
        }
    }

    private ContentVault vault() {
        return ContentVault.open(database, new BlobLocation.Folder(blobs));
    }

    private SealedContent seal(ContentVault vault) throws IOException {
        var id = Uuid7.next(Clock.systemUTC());
        byte[] octets = new byte[SIZE];
        new Random(id.hashCode()).nextBytes(octets);
        try (ContentWriter writer = vault.begin(tenant, id)) {
            writer.write(octets);
            return writer.seal();
        }
    }

    private SealedContent store(ContentVault vault) throws IOException {
        SealedContent sealed = seal(vault);
        database.onMailPath(handle -> {
            vault.insert(handle, List.of(sealed));
            return true;
        });
        return sealed;
    }

    private void destroy(ContentVault vault, SealedContent content) {
        database.onMailPath(handle -> {
            vault.destroy(handle, tenant, List.of(content.id()));
            return true;
        });
    }

    private byte[] read(ContentVault vault, SealedContent content) throws IOException {
        try (InputStream clear = ((Opened.Content) vault.open(tenant, content.id())).clear()) {
            return clear.readAllBytes();
        }
    }

    private static byte[] octets(SealedContent content) throws IOException {
        return content.openClear().readAllBytes();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(blobs.resolve("bodies"))) {
            return files.filter(file -> !file.toString().endsWith(".lock")).toList();
        }
    }

    private List<Long> sizes() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (Path file : files()) {
            sizes.add(Files.size(file));
        }
        return sizes;
    }
}

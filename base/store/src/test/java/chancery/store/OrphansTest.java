package chancery.store;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.TenantId;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs that no row names go, and never one that a running acceptance is about to name. */
class OrphansTest {
    private static final Duration GRACE = Duration.ofHours(1);
    private final TenantId tenant = new TenantId(Uuid7.next(Clock.systemUTC()));

    @Test
    void acceptanceThatRunsMeanwhileLosesNothing(@TempDir Path blobs) throws Exception {
        try (Database database = TestDatabase.fresh();
                ContentVault vault = ContentVault.open(database, new BlobLocation.Folder(blobs))) {
            List<SealedContent> accepted = new ArrayList<>();
            var stop = new AtomicBoolean();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var sweeper = threads.submit(() -> {
                    int removed = 0;
                    while (!stop.get()) {
                        removed += vault.removeOrphans(Instant.now().minus(GRACE));
                    }
                    return removed;
                });
                for (int i = 0; i < 40; i++) {
                    SealedContent sealed = seal(vault);
                    List<SealedContent> one = List.of(sealed);
                    database.inTenant(tenant, handle -> {
                        vault.insert(handle, one);
                        return true;
                    });
                    accepted.add(sealed);
                }
                stop.set(true);
                assertThat(sweeper.get()).isZero();
            }
            for (SealedContent sealed : accepted) {
                try (InputStream clear = ((Opened.Content) vault.open(tenant, sealed.id())).clear()) {
                    assertThat(clear.readAllBytes()).hasSize(400_000);
                }
            }
        }
    }

    @Test
    void whatIsOldAndNamedByNoRowGoesAndForeignFilesStay(@TempDir Path blobs) throws Exception {
        try (Database database = TestDatabase.fresh();
                ContentVault vault = ContentVault.open(database, new BlobLocation.Folder(blobs))) {
            seal(vault);
            SealedContent kept = seal(vault);
            database.inTenant(tenant, handle -> {
                vault.insert(handle, List.of(kept));
                return true;
            });
            seal(vault).blob().orElseThrow();
            Path foreign = Files.writeString(blobs.resolve("README"), "somebody's note");
            assertThat(vault.removeOrphans(Instant.now().minus(GRACE))).isZero();
            for (Path file : files(blobs)) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(GRACE.multipliedBy(2))));
            }
            assertThat(vault.removeOrphans(Instant.now().minus(GRACE))).isEqualTo(2);
            assertThat(files(blobs)).hasSize(2).contains(foreign);
            assertThat(vault.open(tenant, kept.id())).isInstanceOf(Opened.Content.class);
        }
    }

    private static List<Path> files(Path folder) throws java.io.IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("bodies")))
                    .toList();
        }
    }

    private SealedContent seal(ContentVault vault) throws java.io.IOException {
        try (ContentWriter writer = vault.begin(tenant, Uuid7.next(Clock.systemUTC()))) {
            writer.write(new byte[400_000]);
            return writer.seal();
        }
    }
}

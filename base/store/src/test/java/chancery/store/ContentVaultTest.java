package chancery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.FaultException;
import chancery.mail.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentVaultTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    static Path blobs;

    private static Database database;
    private static ContentVault vault;

    private final TenantId tenant = new TenantId(Uuid7.next(CLOCK));

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        vault = ContentVault.open(database, new BlobLocation.Folder(blobs));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @ParameterizedTest(name = "{0} octets")
    @ValueSource(ints = {0, 1, 4096, 16_355, 16_356, 16_357, 100_000, 262_144, 262_145, 1_000_000, 5_000_001})
    void givesBackWhatWasWritten(int size) throws Exception {
        byte[] octets = random(size);
        SealedContent sealed = seal(octets);
        assertThat(sealed.openClear().readAllBytes()).isEqualTo(octets);
        assertThat(sealed.content().size()).isEqualTo(size);
        assertThat(sealed.content().sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(octets)));
        assertThat(sealed.blob().isPresent()).isEqualTo(size > 262_144);
        insert(List.of(sealed));
        assertThat(read(sealed)).isEqualTo(octets);
    }

    @Test
    void batchOfSeveralTenantsStaysApart() throws Exception {
        TenantId other = new TenantId(Uuid7.next(CLOCK));
        List<SealedContent> batch = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            batch.add(seal(i % 2 == 0 ? tenant : other, random(i)));
        }
        insert(batch);
        for (SealedContent sealed : batch) {
            assertThat(read(sealed)).isEqualTo(sealed.openClear().readAllBytes());
            TenantId wrong = sealed.tenant().equals(tenant) ? other : tenant;
            assertThat(vault.open(wrong, sealed.id())).isInstanceOf(Opened.Absent.class);
        }
    }

    @Test
    void storesNoClearOctet() throws Exception {
        byte[] clear = "Dear Dr. Grey, the finding is benign. ".repeat(10_000).getBytes();
        SealedContent large = seal(clear);
        SealedContent middle = seal(java.util.Arrays.copyOf(clear, 100_000));
        SealedContent small = seal(java.util.Arrays.copyOf(clear, 2000));
        byte[] inRow = small.inline().orElseThrow();
        insert(List.of(large, middle, small));
        try (Stream<Path> files = Files.walk(blobs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("benign");
            }
        }
        assertThat(new String(inRow, StandardCharsets.ISO_8859_1)).doesNotContain("benign");
        assertThat(small.inline()).isEmpty();
    }

    @ParameterizedTest(name = "{0} octets")
    @ValueSource(ints = {100, 100_000, 300_000})
    void destroyedContentIsGone(int size) {
        SealedContent sealed = seal(random(size));
        insert(List.of(sealed));
        database.onMailPath(h -> {
            vault.destroy(h, tenant, List.of(sealed.id(), UUID.randomUUID()));
            return true;
        });
        assertThat(vault.open(tenant, sealed.id())).isInstanceOf(Opened.Absent.class);
    }

    @Test
    void bodyWithoutItsKeyIsSaidToBeDestroyed() {
        SealedContent sealed = seal(random(100));
        insert(List.of(sealed));
        database.inTenant(tenant, h -> h.execute("DELETE FROM content_key WHERE content_id = ?", sealed.id()));
        assertThat(vault.open(tenant, sealed.id())).isInstanceOf(Opened.KeyDestroyed.class);
    }

    @Test
    void rolledBackDestructionDestroysNothing() throws Exception {
        SealedContent sealed = seal(random(300_000));
        insert(List.of(sealed));
        assertThatThrownBy(() -> database.onMailPath(h -> {
                    vault.destroy(h, tenant, List.of(sealed.id()));
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");
        assertThat(read(sealed)).hasSize(300_000);
    }

    @Test
    void changedBodyIsAFault() {
        SealedContent sealed = seal(random(100));
        insert(List.of(sealed));
        SealedContent other = seal(random(100));
        insert(List.of(other));
        // the row of one content gets the body of another: what an attacker with the database could do
        database.inTenant(tenant, h -> {
            h.execute("DELETE FROM content WHERE id = ?", sealed.id());
            return h.execute(
                    "INSERT INTO content (tenant_id, id, size, sha256, body) SELECT tenant_id, ?, size, sha256, body"
                            + " FROM content WHERE id = ?",
                    sealed.id(),
                    other.id());
        });
        assertThatThrownBy(() -> vault.open(tenant, sealed.id()))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(StoreError.CONTENT_DAMAGED));
    }

    @Test
    void cutBlobEndsWithAnErrorNotWithAnEnd() throws Exception {
        SealedContent sealed = seal(random(700_000));
        insert(List.of(sealed));
        Path file = file(sealed);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, 64 * 1024 * 3));
        try (InputStream clear = ((Opened.Content) vault.open(tenant, sealed.id())).clear()) {
            assertThatThrownBy(clear::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void abortedAndOrphanedBlobsLeaveNoFile() throws Exception {
        ContentWriter aborted = vault.begin(tenant, Uuid7.next(CLOCK));
        aborted.write(random(400_000));
        aborted.abort();
        SealedContent orphan = seal(random(400_000));
        SealedContent kept = seal(random(400_000));
        insert(List.of(kept));
        vault.removeOrphans(Instant.now().plus(Duration.ofMinutes(1)));
        assertThat(Files.exists(file(orphan))).isFalse();
        assertThat(read(kept)).hasSize(400_000);
        try (Stream<Path> files = Files.walk(blobs.resolve(tenant.toString()))) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(file(kept));
        }
    }

    @Test
    void tenantWithoutItsKeyReadsNothing() {
        SealedContent sealed = seal(random(100));
        insert(List.of(sealed));
        database.inTenant(tenant, h -> {
            vault.destroyTenantKey(h, tenant);
            return true;
        });
        assertThatThrownBy(() -> vault.open(tenant, sealed.id())).isInstanceOf(FaultException.class);
    }

    private static Path file(SealedContent sealed) {
        String id = sealed.content().contentId();
        return blobs.resolve(sealed.tenant().toString())
                .resolve(id.substring(id.length() - 2))
                .resolve(id);
    }

    private SealedContent seal(byte[] octets) {
        return seal(tenant, octets);
    }

    private static SealedContent seal(TenantId tenant, byte[] octets) {
        ContentWriter writer = vault.begin(tenant, Uuid7.next(CLOCK));
        try {
            for (int at = 0; at < octets.length; at += 7000) {
                writer.write(octets, at, Math.min(7000, octets.length - at));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return writer.seal();
    }

    private static void insert(List<SealedContent> contents) {
        database.onMailPath(h -> {
            vault.insert(h, contents);
            return true;
        });
    }

    private static byte[] read(SealedContent sealed) throws IOException {
        try (InputStream clear = ((Opened.Content) vault.open(sealed.tenant(), sealed.id())).clear()) {
            return clear.readAllBytes();
        }
    }

    private static byte[] random(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }
}

package chancery.store;

import chancery.mail.TenantId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Prints what sealing, inserting and destroying contents costs with fsync on. Started by hand: arguments are octets and seconds. */
final class VaultCost {
    private VaultCost() {}

    public static void main(String[] arguments) throws Exception {
        int size = Integer.parseInt(arguments[0]);
        long seconds = Long.parseLong(arguments[1]);
        Path data = Files.createTempDirectory("vault-cost-");
        Database database = DatabaseStarter.start(
                StoreConfig.in(data), TestDatabase.sharedBinaries(Path.of(System.getProperty("java.io.tmpdir"))));
        ContentVault vault = ContentVault.open(database, StoreConfig.in(data).blobs());
        TenantId tenant = new TenantId(Uuid7.next(Clock.systemUTC()));
        byte[] octets = new byte[size];
        new Random(1).nextBytes(octets);
        measure("seal only (warm-up)", 0, seconds, () -> seal(vault, tenant, octets) == null ? 0 : 1);
        measure("seal only", 0, seconds, () -> seal(vault, tenant, octets) == null ? 0 : 1);
        for (int batch : new int[] {1, 64, 64, 256}) {
            List<UUID> written = new ArrayList<>();
            measure("seal + insert", batch, seconds, () -> insert(database, vault, tenant, octets, batch, written));
            measure("destroy", batch, seconds, () -> destroy(database, vault, tenant, batch, written));
        }
        database.close();
        vault.close();
        PostgresBinaries.remove(data);
    }

    private interface Step {
        int run() throws IOException;
    }

    private static void measure(String what, int batch, long seconds, Step step) throws IOException {
        var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = os.getProcessCpuTime();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        long done = 0;
        long steps = 0;
        int last = 1;
        while (System.nanoTime() < end && last > 0) {
            last = step.run();
            done += last;
            steps++;
        }
        double wall = System.nanoTime() - start;
        System.out.printf(
                Locale.ROOT,
                "%-20s batch %3d: %8.1f us each, %6.1f us CPU of this JVM, %8.0f/s, %6.0f commits/s%n",
                what,
                batch,
                wall / 1000 / done,
                (os.getProcessCpuTime() - cpu) / 1000.0 / done,
                done * 1e9 / wall,
                steps * 1e9 / wall);
    }

    private static SealedContent seal(ContentVault vault, TenantId tenant, byte[] octets) throws IOException {
        ContentWriter writer = vault.begin(tenant, Uuid7.next(Clock.systemUTC()));
        writer.write(octets);
        return writer.seal();
    }

    private static int insert(
            Database database, ContentVault vault, TenantId tenant, byte[] octets, int batch, List<UUID> written)
            throws IOException {
        List<SealedContent> sealed = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            SealedContent one = seal(vault, tenant, octets);
            sealed.add(one);
            written.add(one.id());
        }
        database.onMailPath(handle -> {
            vault.insert(handle, sealed);
            return true;
        });
        return batch;
    }

    private static int destroy(Database database, ContentVault vault, TenantId tenant, int batch, List<UUID> written) {
        int count = Math.min(batch, written.size());
        List<UUID> some = List.copyOf(written.subList(written.size() - count, written.size()));
        written.subList(written.size() - count, written.size()).clear();
        database.onMailPath(handle -> {
            vault.destroy(handle, tenant, some);
            return true;
        });
        return count;
    }
}

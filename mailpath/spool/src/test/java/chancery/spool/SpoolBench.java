package chancery.spool;

import chancery.audit.AuditLog;
import chancery.audit.AuditRecord;
import chancery.mail.TenantId;
import chancery.store.BlobLocation;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.DatabaseStart;
import chancery.store.StoreConfig;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many mails per second are accepted and finished with a deliverer that does nothing, on a database with fsync.
 * Arguments: folder, mails, sessions, octets per mail, deferred rows to put in first.
 */
public final class SpoolBench {
    private final Database database;
    private final ContentVault vault;
    private final AuditLog audit;
    private final PrintStream out = System.out;
    private final AtomicInteger done = new AtomicInteger();

    private SpoolBench(Database database, ContentVault vault) {
        this.database = database;
        this.vault = vault;
        this.audit = new AuditLog(database);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int mails = Integer.parseInt(arguments[1]);
        int sessions = Integer.parseInt(arguments[2]);
        int octets = Integer.parseInt(arguments[3]);
        int backlog = Integer.parseInt(arguments[4]);
        if (!(Database.start(StoreConfig.in(folder)) instanceof DatabaseStart.Started(Database database))) {
            throw new IllegalStateException("the database does not start");
        }
        try (database;
                var vault = ContentVault.open(database, new BlobLocation.Folder(folder.resolve("blobs")))) {
            var bench = new SpoolBench(database, vault);
            bench.fill(backlog);
            for (int round = 1; round <= 4; round++) {
                bench.round(mails, sessions, octets);
            }
        }
    }

    private void fill(int rows) {
        TenantId tenant = Letters.tenant();
        for (int from = 0; from < rows; from += 100_000) {
            int first = from;
            database.onMailPath(handle ->
                    handle.execute("""
                    WITH ids AS (SELECT gen_random_uuid() AS mail, gen_random_uuid() AS entry, n
                        FROM generate_series(?, ?) n),
                    m AS (INSERT INTO spool_mail SELECT ?, mail, now(), 'a@clinic.example', '', 'b@far.example',
                        gen_random_uuid(), 4096, repeat('0', 64), 1, 0, 0, false, NULL FROM ids)
                    INSERT INTO spool_entry SELECT ?, mail, entry, 'QUEUED', now() + (3600 + n) * interval '1 second',
                        NULL, now() + interval '5 days', now(), 3, false, 'far' || n % 5000 || '.example',
                        'transport:OPPORTUNISTIC', '', 'b@far.example', '451 4.3.0 Later' FROM ids""", first, Math.min(rows, first + 100_000) - 1, tenant.value(), tenant.value()));
        }
        out.println("deferred rows: " + rows);
    }

    private void round(int mails, int sessions, int octets) throws Exception {
        var spool = new Spool(
                database,
                vault,
                audit,
                attempt -> {
                    done.incrementAndGet();
                    var record = new AuditRecord(
                            attempt.entry().tenant(),
                            Clock.systemUTC().instant(),
                            Optional.of(attempt.mail().id()),
                            "relayed",
                            Map.of("host", "mx.partner.example", "tls", "TLSv1.3", "reply", "250 2.0.0 Ok"));
                    return Letters.relayed(attempt).withAudit(List.of(record));
                },
                SpoolConfig.of("bench"),
                Clock.systemUTC(),
                new Random());
        spool.start();
        TenantId tenant = Letters.tenant();
        byte[] text = new byte[octets];
        new Random(1).nextBytes(text);
        long[] latencies = new long[mails];
        var next = new AtomicInteger();
        var worst = new AtomicLong();
        long cpu = cpu();
        long databaseCpu = databaseCpu();
        long began = System.nanoTime();
        var letters = new Letters(vault, Clock.systemUTC());
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int session = 0; session < sessions; session++) {
                executor.submit(() -> {
                    for (int i = next.getAndIncrement(); i < mails; i = next.getAndIncrement()) {
                        var mail = letters.mail(tenant, text, EntryState.QUEUED, "b@partner.example");
                        long start = System.nanoTime();
                        spool.accept(List.of(mail));
                        latencies[i] = System.nanoTime() - start;
                        worst.accumulateAndGet(latencies[i], Math::max);
                    }
                });
            }
        }
        long accepted = System.nanoTime();
        Eventually.that("all finished", () -> {
            var counts = spool.counts();
            return counts.running() + counts.waiting() == 0 && counts.unwritten() == 0;
        });
        long finished = System.nanoTime();
        spool.stop(Duration.ofSeconds(60));
        Arrays.sort(latencies);
        out.printf(
                "accepted %.0f/s  accepted+finished %.0f/s  p50 %.1f ms  p99 %.1f ms  worst %.1f ms  cpu us/mail: jvm %.0f, database"
                        + " %.0f  attempts %d%n",
                mails * 1e9 / (accepted - began),
                mails * 1e9 / (finished - began),
                latencies[mails / 2] / 1e6,
                latencies[mails * 99 / 100] / 1e6,
                worst.get() / 1e6,
                (cpu() - cpu) / 1e3 / mails,
                (databaseCpu() - databaseCpu) / 1e3 / mails,
                done.getAndSet(0));
    }

    private static long cpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    // of the backends that live now; the pool keeps them for the length of a round
    private long databaseCpu() {
        return database.embeddedProcess()
                .flatMap(ProcessHandle::of)
                .map(server -> server.descendants()
                        .mapToLong(backend -> backend.info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toNanos())
                        .sum())
                .orElse(0L);
    }
}

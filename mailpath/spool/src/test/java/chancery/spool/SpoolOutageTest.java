package chancery.spool;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.audit.AuditLog;
import chancery.mail.FaultException;
import chancery.mail.TenantId;
import chancery.store.BlobLocation;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.DatabaseStart;
import chancery.store.StoreConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database is killed under load and comes back; nothing that was accepted is lost. */
@Tag("soak")
class SpoolOutageTest {
    @TempDir
    private Path folder;

    private final Set<UUID> accepted = ConcurrentHashMap.newKeySet();
    private final Set<UUID> delivered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final TenantId tenant = Letters.tenant();

    @Test
    void nothingAcceptedIsLostWhenTheDatabaseDiesUnderLoad() throws Exception {
        if (!(Database.start(StoreConfig.in(folder)) instanceof DatabaseStart.Started(Database database))) {
            throw new AssertionError("the database does not start");
        }
        try (database;
                var vault = ContentVault.open(database, new BlobLocation.Folder(folder.resolve("blobs")))) {
            var clock = Clock.systemUTC();
            var letters = new Letters(vault, clock);
            var audit = new AuditLog(database);
            var config = SpoolConfig.of("node");
            var spool = new Spool(database, vault, audit, this::deliver, config, clock, new Random());
            var desk = new QueueDesk(database, audit, config, clock);
            spool.start();
            try (var sessions = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    sessions.submit(() -> send(spool, letters));
                }
                for (int kill = 0; kill < 3; kill++) {
                    int before = accepted.size();
                    Eventually.that("work goes on", () -> accepted.size() > before + 500);
                    long process = database.embeddedProcess().orElseThrow();
                    ProcessHandle.of(process).orElseThrow().destroyForcibly();
                    int refusedBefore = refused.get();
                    Eventually.that("refused while it is away", () -> refused.get() > refusedBefore);
                }
                int before = accepted.size();
                Eventually.that("back again", () -> accepted.size() > before + 500);
                enough.set(true);
            }
            Eventually.that(
                    "queue empty",
                    () -> database.isReachable() && desk.depth(tenant).queued() == 0);
            spool.stop(Duration.ofSeconds(10));
        }
        var lost = new HashSet<>(accepted);
        lost.removeAll(delivered);
        assertThat(lost).isEmpty();
    }

    private AttemptReport deliver(DeliveryAttempt attempt) {
        delivered.add(attempt.mail().id());
        return Letters.relayed(attempt);
    }

    private void send(Spool spool, Letters letters) {
        while (!enough.get()) {
            try {
                var mail = letters.mail(tenant, "x", "a@b.example");
                spool.accept(List.of(mail));
                accepted.add(mail.mail().id());
            } catch (FaultException e) {
                refused.incrementAndGet();
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }
        }
    }
}

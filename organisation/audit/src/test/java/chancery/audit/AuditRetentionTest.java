package chancery.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.store.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuditRetentionTest {
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(500));
    private static final Instant YEAR_AGO = Instant.now().minus(Duration.ofDays(365));
    private static Database database;
    private static AuditLog audit;
    private static AuditRetention retention;
    private final TenantId tenant = new TenantId(UUID.randomUUID());

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        audit = new AuditLog(database);
        retention = new AuditRetention(database, audit, "gw1", Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void whatIsOldGoesAndTheRestStillProvesItself() {
        append("gw1/accept", LONG_AGO, 5);
        append("gw1/accept", Instant.now(), 3);
        append("gw1/finish", Instant.now(), 2);
        assertThat(retention.cut(tenant, YEAR_AGO)).isEqualTo(5);
        assertThat(audit.verify(tenant)).isEqualTo(new Verification.Intact(6, 3));
        assertThat(retention.cut(tenant, YEAR_AGO)).isZero();
        append("gw1/accept", Instant.now(), 1);
        assertThat(audit.verify(tenant)).isEqualTo(new Verification.Intact(7, 3));
    }

    @Test
    void wholeChainMayGoAndGoesOn() {
        append("gw1/accept", LONG_AGO, 4);
        assertThat(retention.cut(tenant, YEAR_AGO)).isEqualTo(4);
        assertThat(audit.verify(tenant)).isEqualTo(new Verification.Intact(1, 2));
        append("gw1/accept", Instant.now(), 1);
        assertThat(audit.verify(tenant)).isEqualTo(new Verification.Intact(2, 2));
    }

    @Test
    void youngRecordBeforeAnOldOneKeepsBoth() {
        append("c", Instant.now(), 1);
        append("c", LONG_AGO, 1);
        assertThat(retention.cut(tenant, YEAR_AGO)).isZero();
    }

    @Test
    void nobodyRemovesWhatIsYoungOrInTheMiddleOrLiesAboutTheBeginning() {
        append("c", LONG_AGO, 5);
        append("c", Instant.now(), 2);
        String start = "INSERT INTO audit_start (tenant_id, chain, seq, hash) SELECT tenant_id, chain, %d, %s"
                + " FROM audit_record WHERE chain = 'c' AND seq = %d";
        List<List<String>> attacks = List.of(
                List.of("DELETE FROM audit_record"),
                List.of("DELETE FROM audit_record WHERE seq = 3"),
                List.of(start.formatted(7, "hash", 7), "DELETE FROM audit_record WHERE seq <= 7"),
                List.of(start.formatted(3, "hash", 3), "DELETE FROM audit_record WHERE seq <= 5"),
                List.of(start.formatted(3, "hash", 3), "DELETE FROM audit_record WHERE seq <= 2"),
                List.of(start.formatted(3, "hash", 2), "DELETE FROM audit_record WHERE seq <= 3"));
        for (List<String> attack : attacks) {
            assertThatThrownBy(() -> database.inTenant(tenant, handle -> {
                        attack.forEach(handle::execute);
                        return true;
                    }))
                    .as("%s", attack)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(audit.verify(tenant)).isEqualTo(new Verification.Intact(7, 1));
    }

    @Test
    void cuttingAndVerifyingWhileOthersAppend() throws Exception {
        append("c", LONG_AGO, 2000);
        var stop = new AtomicBoolean();
        var seen = new ArrayList<Verification>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writer = threads.submit(() -> {
                while (!stop.get()) {
                    append("c", Instant.now(), 3);
                }
            });
            var cutter = threads.submit(() -> retention.cut(tenant, YEAR_AGO));
            for (int i = 0; i < 20 || !cutter.isDone(); i++) {
                seen.add(audit.verify(tenant));
            }
            assertThat(cutter.get()).isEqualTo(2000);
            stop.set(true);
            writer.get();
        }
        assertThat(seen).allSatisfy(v -> assertThat(v).isInstanceOf(Verification.Intact.class));
        assertThat(audit.verify(tenant)).isInstanceOf(Verification.Intact.class);
    }

    private void append(String chain, Instant at, int count) {
        var records = new ArrayList<AuditRecord>();
        for (int i = 0; i < count; i++) {
            records.add(
                    new AuditRecord(tenant, at, Optional.of(UUID.randomUUID()), "mail.received", Map.of("n", "" + i)));
        }
        database.onMailPath(handle -> {
            audit.append(handle, chain, records);
            return true;
        });
    }
}

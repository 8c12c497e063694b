package chancery.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.FaultException;
import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.store.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChainWriterTest {
    private static Database database;
    private static AuditLog audit;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        audit = new AuditLog(database);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void goesOnWhereItsLastTransactionEnded() {
        TenantId one = tenant();
        TenantId two = tenant();
        ChainWriter writer = audit.writer("gw/accept");
        for (int i = 0; i < 5; i++) {
            append(writer, List.of(record(one), record(one)));
            append(writer, List.of(record(two), record(one)));
        }
        assertThat(audit.verify(one)).isEqualTo(new Verification.Intact(15, 1));
        assertThat(audit.verify(two)).isEqualTo(new Verification.Intact(5, 1));
        // the next life of the node
        append(audit.writer("gw/accept"), List.of(record(one)));
        assertThat(audit.verify(one)).isEqualTo(new Verification.Intact(16, 1));
    }

    @Test
    void forgetsWhatWasRolledBack() {
        TenantId tenant = tenant();
        ChainWriter writer = audit.writer("gw/accept");
        append(writer, List.of(record(tenant)));
        assertThatThrownBy(() -> database.onMailPath(handle -> {
                    writer.append(handle, List.of(record(tenant)));
                    throw new IllegalStateException("the batch fails");
                }))
                .isInstanceOf(IllegalStateException.class);
        append(writer, List.of(record(tenant)));
        assertThat(audit.verify(tenant)).isEqualTo(new Verification.Intact(2, 1));
    }

    @Test
    void doesNotForkAChainThatAnotherWriterMoved() {
        TenantId tenant = tenant();
        ChainWriter writer = audit.writer("gw/accept");
        append(writer, List.of(record(tenant)));
        append(audit.writer("gw/accept"), List.of(record(tenant)));
        assertThatThrownBy(() -> append(writer, List.of(record(tenant)))).isInstanceOf(FaultException.class);
        append(writer, List.of(record(tenant)));
        assertThat(audit.verify(tenant)).isEqualTo(new Verification.Intact(3, 1));
    }

    private static void append(ChainWriter writer, List<AuditRecord> records) {
        database.onMailPath(handle -> {
            writer.append(handle, records);
            return true;
        });
    }

    private static AuditRecord record(TenantId tenant) {
        return new AuditRecord(
                tenant, Instant.now(), Optional.of(UUID.randomUUID()), "mail.received", Map.of("a", "b"));
    }

    private static TenantId tenant() {
        return new TenantId(UUID.randomUUID());
    }
}

package chancery.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class AuditLogTest {
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
    void chainsHoldWhatWasAppended() {
        TenantId one = tenant();
        TenantId two = tenant();
        UUID mail = UUID.randomUUID();
        for (int batch = 0; batch < 3; batch++) {
            append("gw1/accept", record(one, mail, "mail.received"), record(two, mail, "x"), record(one, mail, "y"));
        }
        append("gw1/finish", record(one, mail, "mail.relayed"));
        assertThat(audit.verify(one)).isEqualTo(new Verification.Intact(7, 2));
        assertThat(audit.verify(two)).isEqualTo(new Verification.Intact(3, 1));
        assertThat(audit.lifeOf(one, mail))
                .hasSize(7)
                .allSatisfy(e ->
                        assertThat(e.record().detail()).containsEntry("note", "with \"quotes\", a \\ and\na line"));
        assertThat(audit.lifeOf(tenant(), mail)).isEmpty();
    }

    @Test
    void recordsCannotBeChangedOrRemoved() {
        TenantId tenant = tenant();
        append("gw1/accept", record(tenant, UUID.randomUUID(), "mail.received"));
        for (String sql : List.of("UPDATE audit_record SET event = 'x'", "DELETE FROM audit_record")) {
            assertThatThrownBy(() -> database.inTenant(tenant, h -> h.execute(sql)))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> database.onMailPath(h -> h.execute(sql))).isInstanceOf(RuntimeException.class);
        }
        assertThat(audit.verify(tenant)).isEqualTo(new Verification.Intact(1, 1));
    }

    @Test
    void headThatWasMovedBackIsFound() {
        TenantId tenant = tenant();
        append("c", record(tenant, UUID.randomUUID(), "a"));
        append("c", record(tenant, UUID.randomUUID(), "b"));
        database.onMailPath(h -> h.createUpdate("UPDATE audit_head SET seq = seq + 1 WHERE tenant_id = :t")
                .bind("t", tenant.value())
                .execute());
        assertThat(audit.verify(tenant)).isEqualTo(new Verification.Broken("c", 3, "the end of the chain is missing"));
    }

    @Test
    void everyWordOfARecordCounts() {
        var tenant = UUID.randomUUID();
        var mail = UUID.randomUUID();
        var hash = new RecordHash();
        var row = new RecordHash.Row(tenant, "c", 1, 5, mail, "e", "{}");
        byte[] right = hash.of(RecordHash.NONE, row);
        assertThat(hash.of(RecordHash.NONE, row)).isEqualTo(right);
        for (var other : List.of(
                new RecordHash.Row(UUID.randomUUID(), "c", 1, 5, mail, "e", "{}"),
                new RecordHash.Row(tenant, "d", 1, 5, mail, "e", "{}"),
                new RecordHash.Row(tenant, "c", 2, 5, mail, "e", "{}"),
                new RecordHash.Row(tenant, "c", 1, 6, mail, "e", "{}"),
                new RecordHash.Row(tenant, "c", 1, 5, null, "e", "{}"),
                new RecordHash.Row(tenant, "c", 1, 5, mail, "f", "{}"),
                new RecordHash.Row(tenant, "c", 1, 5, mail, "e", "{ }"))) {
            assertThat(hash.of(RecordHash.NONE, other)).isNotEqualTo(right);
        }
        assertThat(hash.of(right, row)).isNotEqualTo(right);
    }

    @Test
    void detailsComeBackAsTheyWere() {
        var detail = Map.of("a", "", "b", "\u0001\t\"\\é\ud83d\ude00{},:", "c", "x\ud800y");
        assertThat(DetailJson.read(DetailJson.write(detail))).isEqualTo(detail);
    }

    private static void append(String chain, AuditRecord... records) {
        database.onMailPath(handle -> {
            audit.append(handle, chain, List.of(records));
            return true;
        });
    }

    private static AuditRecord record(TenantId tenant, UUID mail, String event) {
        return new AuditRecord(
                tenant,
                Instant.now(),
                Optional.of(mail),
                event,
                Map.of("note", "with \"quotes\", a \\ and\na line", "z", "1"));
    }

    private static TenantId tenant() {
        return new TenantId(UUID.randomUUID());
    }
}

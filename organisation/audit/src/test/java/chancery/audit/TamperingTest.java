package chancery.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.store.TestDatabase;
import chancery.store.Uuid7;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody who owns the database server can do to the audit, and whether it is found. */
class TamperingTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static Database database;
    private static AuditLog audit;

    private final TenantId tenant = new TenantId(Uuid7.next(CLOCK));
    private final TenantId other = new TenantId(Uuid7.next(CLOCK));
    private final UUID mail = Uuid7.next(CLOCK);

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        audit = new AuditLog(database);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void someRecords() {
        for (int batch = 0; batch < 3; batch++) {
            append(
                    "n1/accept",
                    IntStream.range(0, 4).mapToObj(i -> record(tenant, i)).toList());
            append("n1/finish", List.of(record(tenant, 7), record(other, 8), record(tenant, 9)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            event changed         | UPDATE audit_record SET event = 'x' WHERE chain = 'n1/accept' AND seq = 5
            detail changed        | UPDATE audit_record SET detail = '{}' WHERE chain = 'n1/accept' AND seq = 5
            time changed          | UPDATE audit_record SET at = at + interval '1 microsecond' WHERE chain = 'n1/accept' AND seq = 5
            mail changed          | UPDATE audit_record SET mail_id = NULL WHERE chain = 'n1/finish' AND seq = 1
            first removed         | DELETE FROM audit_record WHERE chain = 'n1/accept' AND seq = 1
            middle removed        | DELETE FROM audit_record WHERE chain = 'n1/accept' AND seq = 6
            last removed          | DELETE FROM audit_record WHERE chain = 'n1/accept' AND seq = 12
            one chain removed     | DELETE FROM audit_record WHERE chain = 'n1/finish'
            removed and renumbered| UPDATE audit_record SET seq = 1000 WHERE chain = 'n1/accept' AND seq = 3
            moved to a new chain  | UPDATE audit_record SET chain = 'n2/accept' WHERE chain = 'n1/accept'
            head moved back       | UPDATE audit_head SET seq = 11 WHERE chain = 'n1/accept'
            head removed          | DELETE FROM audit_head WHERE chain = 'n1/finish'
            """)
    void tamperingIsFound(String what, String sql) {
        String own = " AND tenant_id = '" + tenant + "'";
        int changed = TestDatabase.asSuperuser(database, h -> h.execute(sql + own));
        assertThat(changed).as(what).isPositive();
        assertThat(audit.verify(tenant)).isInstanceOf(Verification.Broken.class);
        assertThat(audit.verify(other)).isEqualTo(new Verification.Intact(3, 1));
    }

    @Test
    void reorderedRecordsAreFound() {
        TestDatabase.asSuperuser(database, h -> {
            for (int[] move : new int[][] {{3, 1000}, {4, 3}, {1000, 4}}) {
                h.execute(
                        "UPDATE audit_record SET seq = ? WHERE chain = 'n1/accept' AND tenant_id = ? AND seq = ?",
                        move[1],
                        tenant.value(),
                        move[0]);
            }
            return true;
        });
        assertThat(audit.verify(tenant)).isInstanceOf(Verification.Broken.class);
    }

    @Test
    void triggerBindsEvenWhoMayDoAnything() {
        assertThatThrownBy(() -> TestDatabase.asSuperuser(database, h -> {
                    h.execute("SET LOCAL session_replication_role = origin");
                    return h.execute("DELETE FROM audit_record");
                }))
                .hasMessageContaining("never changed");
    }

    @Test
    void rolledBackRecordsLeaveNoGap() {
        assertThatThrownBy(() -> database.onMailPath(h -> {
                    audit.append(h, "n1/accept", List.of(record(tenant, 1)));
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");
        append("n1/accept", List.of(record(tenant, 2)));
        assertThat(audit.verify(tenant)).isEqualTo(new Verification.Intact(19, 2));
    }

    private AuditRecord record(TenantId of, int number) {
        return new AuditRecord(of, CLOCK.instant(), Optional.of(mail), "event-" + number, Map.of("n", "" + number));
    }

    private static void append(String chain, List<AuditRecord> records) {
        database.onMailPath(h -> {
            audit.append(h, chain, records);
            return true;
        });
    }
}

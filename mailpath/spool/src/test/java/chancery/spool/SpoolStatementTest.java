package chancery.spool;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.TenantId;
import chancery.store.Scope;
import chancery.store.Statement;
import chancery.store.spi.PersonalDataHolder;
import chancery.store.spi.StatementCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each statement as the wrong tenant, and what the planner makes of those that must stay fast. */
class SpoolStatementTest extends OneNode {
    static Stream<SpoolStatement> ofTenants() {
        return Arrays.stream(SpoolStatement.values()).filter(statement -> statement.scope() == Scope.TENANT);
    }

    @ParameterizedTest
    @MethodSource("ofTenants")
    void theWrongTenantSeesAndChangesNothing(SpoolStatement statement) {
        spool.start();
        runner.then(Letters::delayed);
        var queued = letters.mail(tenant, "x", "a@b.example");
        var held = letters.mail(tenant, new byte[] {'x'}, EntryState.HELD, "a@b.example");
        spool.accept(List.of(queued, held));
        awaitAttempts(1);
        var before = desk.entries(tenant, QueueFilter.ALL);
        TenantId other = Letters.tenant();
        for (AcceptedMail mail : List.of(queued, held)) {
            for (UUID claimed : List.of(tenant.value(), other.value())) {
                assertThat(rows(other, statement, claimed, mail)).isEmpty();
            }
        }
        assertThat(desk.entries(tenant, QueueFilter.ALL)).isEqualTo(before);
        assertThat(Stream.of(queued, held)
                        .mapToInt(mail ->
                                rows(tenant, statement, tenant.value(), mail).size())
                        .sum())
                .as("the right tenant does, so the test can fail")
                .isPositive();
    }

    private static List<Map<String, Object>> rows(
            TenantId role, SpoolStatement statement, UUID claimed, AcceptedMail mail) {
        return DATABASE.inTenant(role, handle -> {
            try (var query = handle.createQuery(statement.sql())) {
                query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
                return query.bind("tenant", claimed)
                        .bind("id", mail.entries().getFirst().id())
                        .bind("mail", mail.mail().id())
                        .bind("due", Instant.EPOCH)
                        .bind("expires", Instant.EPOCH)
                        .bind("afterMail", new UUID(0, 0))
                        .bind("afterEntry", new UUID(0, 0))
                        .bind("before", new UUID(-1, -1))
                        .bind("state", "")
                        .bind("destination", "")
                        .bind("address", "")
                        .bind("limit", 100)
                        .mapToMap()
                        .list();
            }
        });
    }

    @Test
    void theCatalogueAndTheHolderAreFound() {
        var statements = ServiceLoader.load(StatementCatalogue.class).stream()
                .flatMap(provider -> provider.get().statements().stream())
                .toList();
        assertThat(statements).contains((Statement[]) SpoolStatement.values());
        var tables = ServiceLoader.load(PersonalDataHolder.class).stream()
                .flatMap(provider -> provider.get().tables().keySet().stream())
                .toList();
        assertThat(tables).contains("spool_mail", "spool_entry");
    }

    @Test
    void aLargeBacklogIsNeverReadAsAWhole() {
        DATABASE.onMailPath(handle -> handle.execute("""
                INSERT INTO spool_entry SELECT ?, gen_random_uuid(), gen_random_uuid(), 'QUEUED',
                  now() + n * interval '1 second', NULL, now(), now(), 1, false, 'far.example',
                  'transport:OPPORTUNISTIC', '', 'b@far.example', '' FROM generate_series(1, 120000) n""", tenant.value()));
        var row = new Rows("uuid", "uuid", "uuid");
        row.add(tenant.value(), tenant.value(), tenant.value());
        DATABASE.onMailPath(handle -> {
            try (var lease = explain(handle, SpoolStatement.LEASE_DUE)) {
                lease.bind("now", clock.instant())
                        .bind("until", clock.instant())
                        .bind("me", "x#1");
                assertThat(String.join("\n", lease.mapTo(String.class).list()))
                        .contains("spool_entry_due")
                        .doesNotContain("Seq Scan on spool_entry");
            }
            try (var renew = explain(handle, SpoolStatement.RENEW_LEASES)) {
                row.bindTo(renew, "entry").bind("until", clock.instant()).bind("me", "x#1");
                assertThat(String.join("\n", renew.mapTo(String.class).list()))
                        .contains("spool_entry_pkey")
                        .doesNotContain("Seq Scan on spool_entry");
            }
            return Duration.ZERO;
        });
    }

    private static org.jdbi.v3.core.statement.Query explain(Handle handle, SpoolStatement statement) {
        return handle.createQuery("EXPLAIN " + statement.sql());
    }
}

package chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.audit.AuditLog;
import chancery.mail.EmailAddress;
import chancery.mail.FaultException;
import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.store.Scope;
import chancery.store.Statement;
import chancery.store.TestDatabase;
import chancery.tenancy.AccountChanges;
import chancery.tenancy.Change;
import chancery.tenancy.ChangeAudit;
import chancery.tenancy.MailDomain;
import chancery.tenancy.NetworkRange;
import chancery.tenancy.Role;
import chancery.tenancy.Tenancy;
import chancery.tenancy.TenancyChanges;
import chancery.tenancy.TenancyTables;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement of tenancy and policy, run as one tenant with the values of another. */
class WrongTenantTest {
    private static final List<String> TABLES = Stream.of(
                    new TenancyTables().tables().keySet(),
                    new PolicyTables().tables().keySet())
            .flatMap(java.util.Collection::stream)
            .sorted()
            .toList();
    private static final Pattern PARAMETER = Pattern.compile(":([a-z]+)");

    private static Database database;
    private static TenantId victim;
    private static TenantId intruder;
    private static Map<String, Object> values;

    @BeforeAll
    static void twoTenants() throws Exception {
        database = TestDatabase.fresh();
        var clock = Clock.systemUTC();
        var audit = new ChangeAudit(new AuditLog(database), clock);
        var tenancy = new Tenancy(database, clock);
        var changes = new TenancyChanges(database, tenancy, audit, clock);
        var accounts = new AccountChanges(database, tenancy, audit, clock, new SecureRandom());
        victim = done(changes.createTenant("t", "Victim")).id();
        intruder = done(changes.createTenant("t", "Intruder")).id();
        EmailAddress anna = EmailAddress.parse("anna@clinic.example");
        done(changes.addDomain("t", new MailDomain(victim, "clinic.example", "mail", 25, "Clinic", anna)));
        done(changes.addRelayHost("t", victim, NetworkRange.parse("192.0.2.0/24")));
        done(accounts.createAccount("t", victim, anna, "correct horse", Role.USER));
        var token = done(accounts.createToken("t", victim, "desk")).token();
        done(new Policies(database, audit, clock).publish("t", victim, DefaultPolicy.with(List.of()), ""));
        values = Map.ofEntries(
                Map.entry("tenant", victim.value()),
                Map.entry("name", "x"),
                Map.entry("now", OffsetDateTime.now(clock)),
                Map.entry("domain", "clinic.example"),
                Map.entry("host", "evil.example"),
                Map.entry("port", 25),
                Map.entry("portal", "x"),
                Map.entry("notice", "x@evil.example"),
                Map.entry("network", "192.0.2.0/24"),
                Map.entry("address", "anna@clinic.example"),
                Map.entry("role", "ADMINISTRATOR"),
                Map.entry("salt", new byte[16]),
                Map.entry("iterations", 65_536),
                Map.entry("stored", new byte[32]),
                Map.entry("server", new byte[32]),
                Map.entry("id", token.id()),
                Map.entry("hash", new byte[32]),
                Map.entry("version", 1L),
                Map.entry("body", "{}"),
                Map.entry("by", "x"),
                Map.entry("note", "x"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static <T> T done(Change<T> change) {
        return switch (change) {
            case Change.Done<T> done -> done.value();
            case Change.Refused<T> refused -> throw new AssertionError(refused.why());
        };
    }

    static Stream<Statement> statements() {
        return Stream.of(new TenancyTables(), new PolicyTables())
                .flatMap(catalogue -> catalogue.statements().stream())
                .filter(statement -> statement.scope() == Scope.TENANT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void reachesNothingOfAnotherTenant(Statement statement) {
        assertThat(statement.sql()).contains(":tenant");
        String before = rowsOfVictim();

        try {
            if (statement.sql().startsWith("SELECT")) {
                assertThat(read(statement))
                        .allMatch(row -> row.values().stream().allMatch(v -> v.equals(0L)));
            } else {
                assertThat(change(statement)).isZero();
            }
        } catch (FaultException refusedByTheDatabase) {
            assertThat(refusedByTheDatabase).hasStackTraceContaining("row-level security");
        }

        assertThat(rowsOfVictim()).isEqualTo(before).contains("anna@clinic.example", "desk", "portal-days");
    }

    private static List<Map<String, Object>> read(Statement statement) {
        return database.inTenant(intruder, handle -> {
            var query = handle.createQuery(statement.sql());
            parameters(statement).forEach(name -> query.bind(name, values.get(name)));
            return query.mapToMap().list();
        });
    }

    private static int change(Statement statement) {
        return database.inTenant(intruder, handle -> {
            var update = handle.createUpdate(statement.sql());
            parameters(statement).forEach(name -> update.bind(name, values.get(name)));
            return update.execute();
        });
    }

    private static List<String> parameters(Statement statement) {
        return PARAMETER
                .matcher(statement.sql())
                .results()
                .map(m -> m.group(1))
                .distinct()
                .toList();
    }

    private static String rowsOfVictim() {
        var all = new StringBuilder();
        for (String table : TABLES) {
            List<String> rows = database.inTenant(
                    victim,
                    handle -> handle.createQuery("SELECT CAST(t AS text) FROM " + table + " t ORDER BY 1")
                            .mapTo(String.class)
                            .list());
            all.append(table).append(rows).append('\n');
        }
        return all.toString();
    }
}

package chancery.store;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.TenantId;
import chancery.store.spi.PersonalDataHolder;
import chancery.store.spi.StatementCatalogue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every statement of a module as the wrong tenant. The fixture fills the tables for tenant A and names a value for
 * each parameter that any statement of the module has; the contract then runs each statement
 *
 * <ul>
 *   <li>as its own scope wants it, which must work and, for a tenant's statement, find or change something: otherwise the
 *       test could not fail;
 *   <li>as tenant B with A's identifiers, once claiming to be A in {@code :tenant} and once as B: nothing may be found or
 *       changed.
 * </ul>
 *
 * Each run is rolled back. A parameter without a value fails the test.
 */
public abstract class WrongTenantContract {
    private static final String REFUSED = "42501";
    private static final String ALREADY_THERE = "23505";
    // a row of one's own that names a row of another tenant
    private static final String NO_PARENT = "23503";

    /** What a run did. */
    private record Effect(long rows, boolean somethingFound, String sqlState) {}

    private static final class RollBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The module's own catalogue. */
    protected abstract StatementCatalogue catalogue();

    /** The module's own tables. */
    protected abstract PersonalDataHolder holder();

    /**
     * Inserts rows of the tenant and returns a value for each parameter; {@code tenant} itself is added by the contract.
     * Arrays are given as Java arrays.
     */
    protected abstract Map<String, Object> fill(Database database, TenantId tenant);

    /** Values, for statements of the mail path only, that stand above those of {@link #fill}. */
    protected Map<String, Object> batch(TenantId tenant) {
        return Map.of();
    }

    /** Statements that rightly do nothing with the fixture's values, for example a clean-up of what is not yet old. */
    protected Set<Statement> idle() {
        return Set.of();
    }

    @TestFactory
    Stream<DynamicTest> everyStatement() {
        Database database = TestDatabase.fresh();
        TenantId a = new TenantId(Uuid7.next(Clock.systemUTC()));
        TenantId b = new TenantId(Uuid7.next(Clock.systemUTC()));
        Map<String, Object> values = new HashMap<>(fill(database, a));
        fill(database, b);
        List<DynamicTest> tests = new ArrayList<>();
        for (Statement statement : catalogue().statements()) {
            tests.add(DynamicTest.dynamicTest(
                    statement + " works", () -> works(database, statement, with(values, a), a)));
            if (statement.scope() == Scope.TENANT) {
                tests.add(DynamicTest.dynamicTest(
                        statement + " as the wrong tenant", () -> finds(database, statement, values, a, b)));
            }
        }
        tests.add(DynamicTest.dynamicTest("every table of the module is under forced row security", () -> {
            assertThat(unprotectedTables(database)).isEmpty();
            database.close();
        }));
        return tests.stream();
    }

    private void works(Database database, Statement statement, Map<String, Object> values, TenantId tenant) {
        Map<String, Object> own = new HashMap<>(values);
        if (statement.scope() == Scope.MAIL_PATH) {
            own.putAll(batch(tenant));
        }
        Effect effect = run(database, statement, statement.scope(), own, tenant);
        if (!effect.sqlState().equals(ALREADY_THERE)) {
            assertThat(effect.sqlState()).as("SQLSTATE").isEmpty();
            if (statement.scope() == Scope.TENANT && !idle().contains(statement)) {
                assertThat(effect.somethingFound())
                        .as("the fixture gives the statement something to find")
                        .isTrue();
            }
        }
    }

    private void finds(Database database, Statement statement, Map<String, Object> values, TenantId a, TenantId b) {
        Map<String, String> before = snapshot(database, a);
        for (TenantId claimed : List.of(a, b)) {
            Effect effect = run(database, statement, Scope.TENANT, with(values, claimed), b);
            if (effect.sqlState().equals(REFUSED)) {
                continue;
            }
            if (claimed.equals(a)) {
                assertThat(effect.somethingFound())
                        .as("found or changed rows as another tenant (SQLSTATE %s)", effect.sqlState())
                        .isFalse();
            }
        }
        assertThat(snapshot(database, a)).isEqualTo(before);
    }

    private static Map<String, Object> with(Map<String, Object> values, TenantId tenant) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("tenant", tenant.value());
        return all;
    }

    private static Effect run(
            Database database, Statement statement, Scope scope, Map<String, Object> values, TenantId tenant) {
        Effect[] effect = new Effect[1];
        TransactionWork<Boolean> work = handle -> {
            effect[0] = execute(handle, statement, values);
            throw new RollBack();
        };
        try {
            switch (scope) {
                case TENANT -> database.inTenant(tenant, work);
                case MAIL_PATH -> database.onMailPath(work);
                case OPERATOR -> database.asOperator(work);
            }
        } catch (RollBack expected) {
            return effect[0];
        }
        throw new AssertionError("not reached");
    }

    private static Effect execute(Handle handle, Statement statement, Map<String, Object> values) {
        handle.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        try {
            return handle.createUpdate(statement.sql())
                    .bindMap(values)
                    .execute((supplier, context) -> effect(supplier.get()));
        } catch (org.jdbi.v3.core.statement.UnableToExecuteStatementException e) {
            String state = e.getCause() instanceof SQLException sql ? sql.getSQLState() : null;
            if (REFUSED.equals(state) || ALREADY_THERE.equals(state) || NO_PARENT.equals(state)) {
                return new Effect(0, false, state);
            }
            throw e;
        }
    }

    private static Effect effect(PreparedStatement executed) throws SQLException {
        ResultSet rows = executed.getResultSet();
        if (rows == null) {
            int count = executed.getUpdateCount();
            return new Effect(count, count > 0, "");
        }
        long count = 0;
        boolean found = false;
        while (rows.next()) {
            count++;
            found |= saysSomething(rows);
        }
        return new Effect(count, found, "");
    }

    // an aggregate always yields a row: count 0, false or null tell nothing
    private static boolean saysSomething(ResultSet row) throws SQLException {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            boolean nothing = value == null
                    || Boolean.FALSE.equals(value)
                    || (value instanceof Number number && number.doubleValue() == 0);
            if (!nothing) {
                return true;
            }
        }
        return false;
    }

    private Map<String, String> snapshot(Database database, TenantId tenant) {
        return TestDatabase.asSuperuser(database, handle -> {
            Map<String, String> content = new TreeMap<>();
            for (String table : holder().tables().keySet()) {
                content.put(
                        table,
                        handle.createQuery("SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), ','"
                                        + " ORDER BY md5(t::text))), '') FROM " + table
                                        + " t WHERE tenant_id = :tenant")
                                .bind("tenant", tenant.value())
                                .mapTo(String.class)
                                .one());
            }
            return content;
        });
    }

    private List<String> unprotectedTables(Database database) {
        return TestDatabase.asSuperuser(
                database,
                handle -> handle.createQuery("""
                        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname = 'chancery' AND c.relname = ANY (:tables)
                          AND NOT (c.relrowsecurity AND c.relforcerowsecurity)""")
                        .bind("tables", holder().tables().keySet().toArray(String[]::new))
                        .mapTo(String.class)
                        .list());
    }
}

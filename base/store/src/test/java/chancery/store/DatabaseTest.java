package chancery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.FaultException;
import chancery.mail.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static Database database;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void runsUnderTheRoleOfTheScopeAndTheTenantOfTheCall() {
        TenantId tenant = new TenantId(UUID.randomUUID());
        String seen = database.inTenant(
                tenant,
                h -> h.createQuery("SELECT current_user || ' ' || current_setting('app.tenant')")
                        .mapTo(String.class)
                        .one());
        assertThat(seen).isEqualTo("chancery_tenant " + tenant);
        assertThat(role(Scope.MAIL_PATH)).isEqualTo("chancery_mailpath");
        assertThat(role(Scope.OPERATOR)).isEqualTo("chancery_operator");
    }

    @Test
    void noRoleBypassesRowSecurityOrIsSuperuser() {
        Integer dangerous = database.asOperator(h -> h.createQuery(
                        "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'chancery%' AND (rolbypassrls OR rolsuper"
                                + " OR rolcreaterole)")
                .mapTo(Integer.class)
                .one());
        assertThat(dangerous).isZero();
    }

    @Test
    void refusedStatementIsAFaultOfTheCatalogue() {
        assertThatThrownBy(() -> database.onMailPath(h -> h.execute("SELECT * FROM pg_authid")))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(StoreError.STATEMENT_REFUSED));
    }

    @Test
    void exceptionOfTheWorkPassesThrough() {
        assertThatThrownBy(() -> database.onMailPath(h -> {
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
    }

    private static String role(Scope scope) {
        TransactionWork<String> question =
                h -> h.createQuery("SELECT current_user").mapTo(String.class).one();
        return scope == Scope.MAIL_PATH ? database.onMailPath(question) : database.asOperator(question);
    }
}

package chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.audit.AuditLog;
import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.store.TestDatabase;
import chancery.tenancy.Change;
import chancery.tenancy.ChangeAudit;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private static final TenantId CLINIC = new TenantId(UUID.fromString("0193a0e0-0000-7000-8000-000000000001"));
    private static final TenantId OTHER = new TenantId(UUID.fromString("0193a0e0-0000-7000-8000-000000000002"));

    private final Database database = TestDatabase.fresh();
    private final ChangeAudit audit = new ChangeAudit(new AuditLog(database), Clock.systemUTC());
    private final Policies policies = new Policies(database, audit, Clock.systemUTC());

    @AfterEach
    void close() {
        database.close();
    }

    private static Policy withPartner(long basedOn, String domain) {
        return DefaultPolicy.with(List.of(new DomainPattern(domain))).withVersion(basedOn);
    }

    private static Policy done(Change<Policy> change) {
        return switch (change) {
            case Change.Done<Policy> done -> done.value();
            case Change.Refused<Policy> refused -> throw new AssertionError(refused.why());
        };
    }

    @Test
    void aTenantStartsWithTheDefault() {
        assertThat(policies.current(CLINIC).policy()).isEqualTo(DefaultPolicy.with(List.of()));
        assertThat(policies.versions(CLINIC)).isEmpty();
    }

    @Test
    void whatIsPublishedIsInForceAtOnceForThatTenantOnly() {
        policies.current(CLINIC);

        Policy published = done(policies.publish("anna", CLINIC, withPartner(0, "partner.example"), "first partner"));

        assertThat(published.version()).isEqualTo(1);
        assertThat(policies.current(CLINIC).policy()).isEqualTo(published);
        assertThat(policies.current(OTHER).policy().version()).isZero();
        assertThat(policies.version(OTHER, 1)).isEmpty();
        List<String> audited = database.inTenant(
                CLINIC,
                handle -> handle.createQuery("SELECT event || detail FROM audit_record WHERE tenant_id = :tenant")
                        .bind("tenant", CLINIC.value())
                        .mapTo(String.class)
                        .list());
        assertThat(audited)
                .singleElement()
                .asString()
                .startsWith("policy-published")
                .contains("anna");
    }

    @Test
    void whoWasOvertakenIsTold() {
        Policy first = done(policies.publish("anna", CLINIC, withPartner(0, "a.example"), ""));
        done(policies.publish("bob", CLINIC, first, ""));

        assertThat(policies.publish("anna", CLINIC, withPartner(first.version(), "b.example"), ""))
                .isInstanceOfSatisfying(Change.Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Change.Refusal.TAKEN);
                    assertThat(refused.why()).contains("Version 2");
                });
    }

    @Test
    void anOlderVersionIsPutInForceAgainAsANewOne() {
        done(policies.publish("anna", CLINIC, withPartner(0, "a.example"), ""));
        done(policies.publish("anna", CLINIC, withPartner(0, "b.example"), ""));

        Policy again = done(policies.publishAgain("anna", CLINIC, 1));

        assertThat(again).isEqualTo(withPartner(3, "a.example"));
        assertThat(policies.versions(CLINIC)).extracting(PolicyVersion::version).containsExactly(3L, 2L, 1L);
        assertThat(policies.versions(CLINIC).getFirst().note()).isEqualTo("as version 1");
        assertThat(policies.publishAgain("anna", CLINIC, 9)).isInstanceOf(Change.Refused.class);
    }

    @Test
    void aPublishedVersionCannotBeChangedOrRemoved() {
        done(policies.publish("anna", CLINIC, withPartner(0, "a.example"), ""));

        for (String sql : List.of("UPDATE policy_version SET body = ''", "DELETE FROM policy_version")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> database.inTenant(CLINIC, handle -> handle.execute(sql)))
                    .isInstanceOf(chancery.mail.FaultException.class);
        }
    }
}

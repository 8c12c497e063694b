package chancery.tenancy;

import static chancery.tenancy.TenancyFixture.address;
import static chancery.tenancy.TenancyFixture.done;
import static chancery.tenancy.TenancyFixture.mailDomain;
import static chancery.tenancy.TenancyFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import chancery.audit.AuditLog;
import chancery.audit.Verification;
import chancery.mail.TenantId;
import chancery.tenancy.Change.Refusal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenancyTest {
    private final TenancyFixture fixture = new TenancyFixture();
    private final Tenancy tenancy = fixture.tenancy;
    private final TenancyChanges changes = fixture.changes;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aDomainBelongsToTheTenantThatAddedIt() {
        TenantId clinic = fixture.tenant("Clinic");
        MailDomain domain = fixture.domain(clinic, "clinic.example");

        assertThat(tenancy.mailDomain("clinic.example")).contains(domain);
        assertThat(tenancy.tenantOfDomain("clinic.example")).contains(clinic);
        assertThat(tenancy.tenantOfDomain("other.example")).isEmpty();
        assertThat(tenancy.domains(clinic)).containsExactly(domain);
    }

    @Test
    void aDomainHasOneOwnerInTheWholeInstallation() {
        fixture.domain(fixture.tenant("Clinic"), "clinic.example");
        TenantId other = fixture.tenant("Other");

        assertThat(refusal(changes.addDomain("test", mailDomain(other, "clinic.example"))))
                .isEqualTo(Refusal.TAKEN);
        assertThat(tenancy.domains(other)).isEmpty();
    }

    @Test
    void aTenantCannotChangeOrRemoveAnothersDomain() {
        TenantId clinic = fixture.tenant("Clinic");
        MailDomain domain = fixture.domain(clinic, "clinic.example");
        TenantId other = fixture.tenant("Other");

        assertThat(refusal(changes.changeDomain("test", mailDomain(other, "clinic.example"))))
                .isEqualTo(Refusal.UNKNOWN);
        assertThat(refusal(changes.removeDomain("test", other, "clinic.example")))
                .isEqualTo(Refusal.UNKNOWN);
        assertThat(tenancy.mailDomain("clinic.example")).contains(domain);
    }

    @Test
    void aTenantGoesOnlyAfterItsDomains() {
        TenantId clinic = fixture.tenant("Clinic");
        fixture.domain(clinic, "clinic.example");

        assertThat(refusal(changes.deleteTenant("test", clinic))).isEqualTo(Refusal.IN_USE);
        done(changes.removeDomain("test", clinic, "clinic.example"));
        done(changes.deleteTenant("test", clinic));

        assertThat(tenancy.tenant(clinic)).isEmpty();
        assertThat(tenancy.tenantOfDomain("clinic.example")).isEmpty();
        assertThat(refusal(changes.deleteTenant("test", clinic))).isEqualTo(Refusal.UNKNOWN);
    }

    @Test
    void aRelayHostSpeaksOnlyForDomainsOfItsTenant() throws Exception {
        TenantId clinic = fixture.tenant("Clinic");
        TenantId other = fixture.tenant("Other");
        fixture.domain(clinic, "clinic.example");
        fixture.domain(other, "other.example");
        done(changes.addRelayHost("test", clinic, NetworkRange.parse("192.0.2.0/28")));
        InetAddress inside = InetAddress.ofLiteral("192.0.2.15");
        InetAddress outside = InetAddress.ofLiteral("192.0.2.16");

        assertThat(tenancy.tenantForRelay(inside, "clinic.example")).contains(clinic);
        assertThat(tenancy.tenantForRelay(inside, "other.example")).isEmpty();
        assertThat(tenancy.tenantForRelay(inside, "nowhere.example")).isEmpty();
        assertThat(tenancy.tenantForRelay(outside, "clinic.example")).isEmpty();
        assertThat(tenancy.tenantForRelay(inside)).contains(clinic);

        done(changes.addRelayHost("test", other, NetworkRange.parse("192.0.2.15")));

        assertThat(tenancy.tenantForRelay(inside))
                .as("two tenants share the host")
                .isEmpty();
        assertThat(tenancy.tenantForRelay(inside, "other.example")).contains(other);
    }

    @Test
    void aRelayHostCanBeRemoved() throws Exception {
        TenantId clinic = fixture.tenant("Clinic");
        NetworkRange range = done(changes.addRelayHost("test", clinic, NetworkRange.parse("2001:db8::/48")));
        InetAddress host = InetAddress.ofLiteral("2001:db8::25");

        assertThat(tenancy.tenantForRelay(host)).contains(clinic);
        assertThat(refusal(changes.addRelayHost("test", clinic, range))).isEqualTo(Refusal.TAKEN);
        done(changes.removeRelayHost("test", clinic, range));
        assertThat(tenancy.tenantForRelay(host)).isEmpty();
        assertThat(refusal(changes.removeRelayHost("test", clinic, range))).isEqualTo(Refusal.UNKNOWN);
    }

    @Test
    void aChangeOfAnotherNodeIsSeenWhenTheAnswerIsNoLongerFresh() {
        TenantId clinic = fixture.tenant("Clinic");
        var otherNode = new Tenancy(fixture.database, fixture.clock);
        assertThat(otherNode.tenantOfDomain("clinic.example")).isEmpty();

        fixture.domain(clinic, "clinic.example");

        assertThat(otherNode.tenantOfDomain("clinic.example")).isEmpty();
        fixture.clock.advance(Tenancy.FRESHNESS.plus(Duration.ofMillis(1)));
        assertThat(otherNode.tenantOfDomain("clinic.example")).contains(clinic);
    }

    @Test
    void everyChangeIsAuditedWithItsActor() {
        TenantId clinic = done(changes.createTenant("operator", "Clinic")).id();
        done(changes.addDomain("operator", mailDomain(clinic, "clinic.example")));
        done(fixture.accounts.createAccount(
                "token:setup", clinic, address("anna@clinic.example"), "correct horse", Role.USER));

        assertThat(fixture.audited(clinic)).hasSize(3);
        assertThat(fixture.audited(clinic).get(1))
                .startsWith("domain-added")
                .contains("clinic.example")
                .contains("operator");
        assertThat(fixture.audited(clinic).get(2))
                .startsWith("account-created")
                .contains("token:setup")
                .doesNotContain("horse");
        assertThat(new AuditLog(fixture.database).verify(clinic)).isEqualTo(new Verification.Intact(3, 1));
    }

    @Test
    void aRefusedChangeIsNotAudited() {
        var nobody = new TenantId(UUID.fromString("00000000-0000-7000-8000-000000000001"));

        assertThat(refusal(changes.addDomain("test", mailDomain(nobody, "clinic.example"))))
                .isEqualTo(Refusal.UNKNOWN);
        assertThat(refusal(changes.createTenant("test", " "))).isEqualTo(Refusal.INVALID);
        assertThat(fixture.audited(nobody)).isEmpty();
    }
}

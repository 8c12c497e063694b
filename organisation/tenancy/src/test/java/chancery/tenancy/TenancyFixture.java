package chancery.tenancy;

import chancery.audit.AuditLog;
import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.store.TestDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Tenancy over a real database, with a clock that stands still until it is moved. */
final class TenancyFixture implements AutoCloseable {
    static final class MovableClock extends Clock {
        private Instant now = Instant.parse("2026-11-01T08:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    final Database database = TestDatabase.fresh();
    final MovableClock clock = new MovableClock();
    final ChangeAudit audit = new ChangeAudit(new AuditLog(database), clock);
    final Tenancy tenancy = new Tenancy(database, clock);
    final TenancyChanges changes = new TenancyChanges(database, tenancy, audit, clock);
    final AccountChanges accounts = new AccountChanges(database, tenancy, audit, clock, new SecureRandom());

    /** Events and details of all changes of the tenant, in order. */
    List<String> audited(TenantId tenant) {
        return database.inTenant(
                tenant,
                handle -> handle.createQuery(
                                "SELECT event || ' ' || detail FROM audit_record WHERE tenant_id = :tenant ORDER BY seq")
                        .bind("tenant", tenant.value())
                        .mapTo(String.class)
                        .list());
    }

    TenantId tenant(String name) {
        return done(changes.createTenant("test", name)).id();
    }

    MailDomain domain(TenantId tenant, String domain) {
        return done(changes.addDomain("test", mailDomain(tenant, domain)));
    }

    static MailDomain mailDomain(TenantId tenant, String domain) {
        return new MailDomain(
                tenant, domain, "mail." + domain, 25, "Portal of " + domain, address("no-reply@" + domain));
    }

    static <T> T done(Change<T> change) {
        return switch (change) {
            case Change.Done<T> done -> done.value();
            case Change.Refused<T> refused -> throw new AssertionError(refused.why());
        };
    }

    static <T> Change.Refusal refusal(Change<T> change) {
        return switch (change) {
            case Change.Done<T> done -> throw new AssertionError("was done");
            case Change.Refused<T> refused -> refused.refusal();
        };
    }

    static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (SyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}

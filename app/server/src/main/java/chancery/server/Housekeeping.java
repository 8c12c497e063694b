package chancery.server;

import chancery.audit.AuditRetention;
import chancery.config.RetentionConfig;
import chancery.portal.PortalExpiry;
import chancery.spool.FinishedMails;
import chancery.telemetry.Event;
import chancery.telemetry.EventLog;
import chancery.tenancy.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What happens by the clock: mails expire in the portal, old records go, blobs that nothing names are removed. Every node
 * does all of it; whatever one does, the others find done.
 */
final class Housekeeping implements AutoCloseable {
    private static final EventLog LOG = EventLog.of("server");
    private static final long PORTAL_SECONDS = 300;
    private static final long FIRST_SECONDS = 60;

    private final Foundations on;
    private final PortalExpiry portal;
    private final RetentionConfig terms;
    private final FinishedMails finished;
    private final AuditRetention audit;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("housekeeping").factory());

    Housekeeping(Foundations on, PortalExpiry portal, RetentionConfig terms, String node, Clock clock) {
        this.on = on;
        this.portal = portal;
        this.terms = terms;
        this.finished = new FinishedMails(on.database());
        this.audit = new AuditRetention(on.database(), on.audit(), node, clock);
        this.clock = clock;
    }

    Housekeeping start() {
        var _ = timer.scheduleWithFixedDelay(
                () -> guarded(portal::sweep), FIRST_SECONDS, PORTAL_SECONDS, TimeUnit.SECONDS);
        long every = terms.every().toSeconds();
        var _ = timer.scheduleWithFixedDelay(() -> guarded(this::sweep), every, every, TimeUnit.SECONDS);
        return this;
    }

    /** What one round removed. */
    record Swept(long mails, long portalMails, long auditRecords, int blobs) {}

    Swept sweep() {
        Instant now = clock.instant();
        long mails = 0;
        long portalMails = 0;
        long records = 0;
        for (Tenant tenant : on.tenancy().tenants()) {
            mails += finished.forget(tenant.id(), now.minus(terms.mailLog()));
            portalMails += portal.forget(tenant.id(), now.minus(terms.mailLog()));
            records += audit.cut(tenant.id(), now.minus(terms.audit()));
        }
        var swept = new Swept(mails, portalMails, records, on.vault().removeOrphans(now.minus(terms.orphans())));
        if (mails + portalMails + records + swept.blobs() > 0) {
            LOG.write(
                    Event.RETENTION_DONE,
                    "mails",
                    mails,
                    "portal-mails",
                    portalMails,
                    "audit-records",
                    records,
                    "blobs",
                    swept.blobs());
        }
        return swept;
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // the next round finds what this one left
            LOG.write(Event.FAULT, e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

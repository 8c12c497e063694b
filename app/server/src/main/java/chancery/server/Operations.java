package chancery.server;

import chancery.spool.Spool;
import chancery.store.Database;
import chancery.telemetry.ManagementServer;
import chancery.telemetry.Metrics;
import chancery.telemetry.Readiness;

/** What operators watch: readiness of the parts and the numbers that say how the mail is. */
final class Operations {
    private Operations() {}

    static void register(ManagementServer management, Metrics metrics, Database database, Spool spool, Edges edges) {
        management.part(
                "database",
                () -> database.isReachable()
                        ? new Readiness.Ready()
                        : new Readiness.NotReady("the database cannot be reached; mail is deferred until it can"));
        metrics.gauge("chancery_smtp_connections", "SMTP connections now", edges::connections);
        metrics.gauge(
                "chancery_attempts_running",
                "delivery attempts now",
                () -> spool.counts().running());
        metrics.gauge(
                "chancery_attempts_waiting",
                "entries in memory for an attempt",
                () -> spool.counts().waiting());
    }
}

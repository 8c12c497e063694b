package chancery.spool;

import chancery.audit.AuditLog;
import chancery.mail.TenantId;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.Opened;
import chancery.store.TestDatabase;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** One node, a real database, a clock that the test moves. The database is shared and ends with the JVM. */
class OneNode {
    static final Database DATABASE = TestDatabase.fresh();
    static final ContentVault VAULT = TestDatabase.vault(DATABASE);
    final AuditLog audit = new AuditLog(DATABASE);
    final SteppingClock clock = new SteppingClock();
    final ScriptedRunner runner = new ScriptedRunner();
    final SpoolConfig config = SpoolConfig.of("node-1").withTimes(Duration.ofMinutes(5), Duration.ofMillis(10));
    final Letters letters = new Letters(VAULT, clock);
    final TenantId tenant = Letters.tenant();
    final QueueDesk desk = new QueueDesk(DATABASE, audit, config, clock);
    final Spool spool = new Spool(DATABASE, VAULT, audit, runner, config, clock, new Random(1));

    @AfterEach
    void stop() throws InterruptedException {
        spool.stop(Duration.ofSeconds(5));
        // what is left must not reach the next test's node
        DATABASE.onMailPath(handle -> handle.execute("DELETE FROM spool_entry"));
    }

    MailSummary summary(AcceptedMail mail) {
        return desk.mail(mail.mail().tenant(), mail.mail().id()).orElseThrow();
    }

    void awaitDone(AcceptedMail mail) {
        Eventually.that("mail done", () -> summary(mail).finishedAt().isPresent());
    }

    Opened content(AcceptedMail mail) {
        return VAULT.open(
                mail.mail().tenant(), UUID.fromString(mail.content().content().contentId()));
    }

    QueuedEntry onlyEntry() {
        return desk.entries(tenant, QueueFilter.ALL).getFirst();
    }

    void awaitAttempts(int attempts) {
        Eventually.that(attempts + " attempts", () -> runner.attempts().size() >= attempts);
        Eventually.that(
                "results written",
                () -> spool.counts().unwritten() == 0 && spool.counts().running() == 0);
    }
}

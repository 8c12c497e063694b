package chancery.flow;

import chancery.audit.AuditLog;
import chancery.mail.DeliveryOutcome;
import chancery.mail.Envelope;
import chancery.mail.RecipientResult;
import chancery.mail.SmtpReply;
import chancery.mail.TenantId;
import chancery.policy.AddressPattern;
import chancery.policy.Condition;
import chancery.policy.CurrentPolicy;
import chancery.policy.Glob;
import chancery.policy.MethodChoice;
import chancery.policy.Outcome;
import chancery.policy.Policy;
import chancery.policy.Rule;
import chancery.spool.AttemptReport;
import chancery.spool.DeliveryAttempt;
import chancery.spool.QueueDesk;
import chancery.spool.QueueFilter;
import chancery.spool.Spool;
import chancery.spool.SpoolConfig;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.TestDatabase;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** The flow over a real database and spool, for two tenants; every attempt is recorded and delayed. */
final class RunningFlow {
    final Database database = TestDatabase.fresh();
    final ContentVault vault = TestDatabase.vault(database);
    final AuditLog audit = new AuditLog(database);
    final TenantId clinic = new TenantId(UUID.randomUUID());
    final TenantId practice = new TenantId(UUID.randomUUID());
    final Queue<DeliveryAttempt> attempts = new ConcurrentLinkedQueue<>();
    private final SpoolConfig config = SpoolConfig.of("node-1");
    private final Spool spool = new Spool(database, vault, audit, this::delayed, config, Letters.CLOCK, new Random(1));
    private final QueueDesk desk = new QueueDesk(database, audit, config, Letters.CLOCK);
    private final MailFlow flow;

    RunningFlow() {
        var notices = new SenderNotices(Letters.SETTINGS, vault, Letters.CLOCK);
        var acceptance = new Acceptance(spool, Letters.SETTINGS, notices, Letters.CLOCK);
        var owners = Map.of("clinic.example", clinic, "practice.example", practice);
        CurrentPolicy policy = CurrentPolicy.of(policy());
        flow = new MailFlow(
                Letters.SETTINGS,
                vault,
                domain -> Optional.ofNullable(owners.get(domain)),
                tenant -> policy,
                acceptance,
                Letters.CLOCK);
        spool.start();
    }

    private static Policy policy() {
        var ordinary = new Outcome.Deliver(List.of(MethodChoice.OPPORTUNISTIC_TLS));
        var secure = new Outcome.Deliver(List.of(MethodChoice.VERIFIED_TLS, MethodChoice.PORTAL));
        var rules = List.of(
                new Rule("no", recipient("no"), new Outcome.Reject("Not wanted"), "A test."),
                new Rule("later", recipient("later"), new Outcome.Defer("Not now"), "A test."),
                new Rule(
                        "hold",
                        new Condition.HeaderMatches("X-Hold", new Glob("yes")),
                        new Outcome.Quarantine(3),
                        "A test."),
                new Rule("secure", new Condition.SubjectTag(List.of("[secure]")), secure, "A test."));
        return new Policy(7, List.of(), 14, List.of(), rules, ordinary);
    }

    private static Condition recipient(String name) {
        return new Condition.RecipientIs(List.of(
                AddressPattern.parse(name + "@clinic.example"),
                AddressPattern.parse(name + "@practice.example"),
                AddressPattern.parse(name + "@else.example")));
    }

    private AttemptReport delayed(DeliveryAttempt attempt) {
        attempts.add(attempt);
        var later = new DeliveryOutcome.Delayed(SmtpReply.of(451, "4.3.0", "Later"), Map.of());
        return AttemptReport.of(attempt.entry().recipients().stream()
                .map(r -> new RecipientResult(r, later))
                .toList());
    }

    AcceptanceReply offer(String origin, String sender, String recipients, String content) {
        return offer(Letters.origin(origin, clinic), Letters.envelope(sender, recipients), content);
    }

    private AcceptanceReply offer(Origin origin, Envelope envelope, String content) {
        var trace =
                new Trace("client.example", Optional.of(InetAddress.getLoopbackAddress()), "ESMTP", Optional.empty());
        MailIntake intake = flow.begin(origin, envelope, trace);
        byte[] octets = Letters.octets(content);
        intake.write(octets, 0, octets.length);
        return intake.finish();
    }

    /** What waits for the tenant, sorted: recipients, method, state. */
    String entries(TenantId tenant) {
        return desk.entries(tenant, QueueFilter.ALL).stream()
                .map(q -> DecisionWords.join(q.entry().recipients()) + " "
                        + q.entry().method().word() + " " + q.entry().state())
                .sorted()
                .collect(Collectors.joining("; "));
    }

    int mails(TenantId tenant) {
        return desk.mails(tenant, Optional.empty(), Optional.empty(), 100).size();
    }

    /** The events of a mail's acceptance. */
    String accepted(TenantId tenant, UUID mail) {
        return audit.lifeOf(tenant, mail).stream()
                .filter(e -> e.chain().endsWith("accept"))
                .map(e -> e.record().event())
                .collect(Collectors.joining(" "));
    }

    void close() throws InterruptedException {
        spool.stop(Duration.ofSeconds(5));
        vault.close();
        database.close();
    }
}

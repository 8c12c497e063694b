package chancery.inbound;

import chancery.audit.AuditLog;
import chancery.flow.Acceptance;
import chancery.flow.FlowSettings;
import chancery.flow.MailFlow;
import chancery.flow.SenderNotices;
import chancery.mail.DeliveryOutcome;
import chancery.mail.EmailAddress;
import chancery.mail.RecipientResult;
import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.mime.MimeLimits;
import chancery.net.AddressRate;
import chancery.net.ClientTls;
import chancery.net.TlsContexts;
import chancery.policy.CurrentPolicy;
import chancery.policy.DefaultPolicy;
import chancery.smtp.ListenerConfig;
import chancery.smtp.ListenerKind;
import chancery.smtp.SmtpListener;
import chancery.spool.AttemptReport;
import chancery.spool.DeliveryAttempt;
import chancery.spool.Spool;
import chancery.spool.SpoolConfig;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.TestDatabase;
import chancery.tenancy.AccountChanges;
import chancery.tenancy.AccountLogin;
import chancery.tenancy.Change;
import chancery.tenancy.ChangeAudit;
import chancery.tenancy.MailDomain;
import chancery.tenancy.NetworkRange;
import chancery.tenancy.Role;
import chancery.tenancy.Tenancy;
import chancery.tenancy.TenancyChanges;
import chancery.testkit.TestCa;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Listeners on loopback before a real flow, for the tenant of clinic.example whose mail server is this host. */
final class RunningInbound {
    static final String PASSWORD = "correct horse battery";
    private static final TestCa CA = TestCa.create();
    private static final Clock CLOCK = Clock.systemUTC();

    final Queue<Integer> answered = new ConcurrentLinkedQueue<>();
    private final Database database = TestDatabase.fresh();
    private static final String HOSTNAME = "mx.clinic.example";

    private final ContentVault vault = TestDatabase.vault(database);
    private final AuditLog audit = new AuditLog(database);
    private final Tenancy tenancy = new Tenancy(database, CLOCK);
    private final Spool spool =
            new Spool(database, vault, audit, RunningInbound::relayed, SpoolConfig.of("node-1"), CLOCK, new Random(1));
    private final SmtpListener mx;
    private final SmtpListener submissions;

    RunningInbound() throws SyntaxException {
        createTenant();
        spool.start();
        var settings =
                new FlowSettings(HOSTNAME, MimeLimits.STANDARD, 1 << 20, 50, Duration.ofDays(5), Duration.ofDays(14));
        var acceptance = new Acceptance(spool, settings, new SenderNotices(settings, vault, CLOCK), CLOCK);
        CurrentPolicy policy = CurrentPolicy.of(DefaultPolicy.with(List.of()));
        var flow = new MailFlow(settings, vault, tenancy::tenantOfDomain, t -> policy, acceptance, CLOCK);
        var service = new InboundService(
                HOSTNAME,
                tenancy,
                new AccountLogin(tenancy, CLOCK, new SecureRandom()),
                flow,
                (kind, reply) -> answered.add(reply.reply().code()),
                new AddressRate(0));
        mx = SmtpListener.start(config(ListenerKind.MX), service);
        submissions = SmtpListener.start(config(ListenerKind.SUBMISSIONS), service);
    }

    private void createTenant() throws SyntaxException {
        var changeAudit = new ChangeAudit(audit, CLOCK);
        var changes = new TenancyChanges(database, tenancy, changeAudit, CLOCK);
        var accounts = new AccountChanges(database, tenancy, changeAudit, CLOCK, new SecureRandom());
        TenantId tenant = done(changes.createTenant("test", "clinic")).id();
        var sender = EmailAddress.parse("no-reply@clinic.example");
        done(changes.addDomain(
                "test", new MailDomain(tenant, "clinic.example", "mail.clinic.example", 25, "Portal", sender)));
        done(changes.addRelayHost("test", tenant, NetworkRange.parse("127.0.0.0/8")));
        var anna = EmailAddress.parse("anna@clinic.example");
        done(accounts.createAccount("test", tenant, anna, PASSWORD, Role.USER));
    }

    private static <T> T done(Change<T> change) {
        return switch (change) {
            case Change.Done<T> done -> done.value();
            case Change.Refused<T> refused -> throw new AssertionError(refused.why());
        };
    }

    private static AttemptReport relayed(DeliveryAttempt attempt) {
        var relayed = new DeliveryOutcome.Relayed(SmtpReply.of(250, "2.0.0", "Ok"), Map.of());
        return AttemptReport.of(attempt.entry().recipients().stream()
                .map(r -> new RecipientResult(r, relayed))
                .toList());
    }

    private static ListenerConfig config(ListenerKind kind) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var certificate = CA.server(HOSTNAME, "127.0.0.1");
        return ListenerConfig.of(kind, address, HOSTNAME, TlsContexts.server(certificate.keyStore()));
    }

    InetSocketAddress mx() {
        return mx.localAddress();
    }

    InetSocketAddress submissions() {
        return submissions.localAddress();
    }

    static Optional<ClientTls> tls() {
        return Optional.of(TlsContexts.verified(List.of(CA.certificate())));
    }

    void close() throws InterruptedException {
        mx.close();
        submissions.close();
        spool.stop(Duration.ofSeconds(5));
        vault.close();
        database.close();
    }
}

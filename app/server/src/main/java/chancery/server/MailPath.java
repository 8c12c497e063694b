package chancery.server;

import chancery.config.HostPort;
import chancery.config.ServerConfig;
import chancery.flow.Acceptance;
import chancery.flow.DeliveryRunner;
import chancery.flow.FlowSettings;
import chancery.flow.MailFlow;
import chancery.flow.SenderNotices;
import chancery.mail.TenantId;
import chancery.mime.MimeLimits;
import chancery.net.DnsClient;
import chancery.net.DnsConfig;
import chancery.outbound.OutboundDeliverer;
import chancery.outbound.RouteTable;
import chancery.policy.CurrentPolicy;
import chancery.portal.Portal;
import chancery.portal.PortalParts;
import chancery.portal.PortalSecrets;
import chancery.portal.PortalSettings;
import chancery.portal.TenantFace;
import chancery.spool.AttemptRunner;
import chancery.spool.Spool;
import chancery.spool.SpoolConfig;
import chancery.tenancy.MailDomain;
import chancery.tenancy.Tenancy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The way of a mail: flow, spool, deliverers, portal. */
record MailPath(MailFlow flow, Spool spool, SpoolConfig spoolConfig, OutboundDeliverer outbound, Portal portal) {
    private static final int LOOP_LIMIT = 100;
    private static final Duration QUARANTINE = Duration.ofDays(14);

    static MailPath build(
            ServerConfig config, String node, URI portalUrl, byte[] portalSecret, Foundations on, Clock clock) {
        var random = new SecureRandom();
        FlowSettings settings = flowSettings(config);
        var notices = new SenderNotices(settings, on.vault(), clock);
        // portal and runner hand mails to the spool, which calls the runner: the circle is closed when all exist
        var runner = new AtomicReference<AttemptRunner>(attempt -> {
            throw new IllegalStateException("the spool was started before the mail path was complete");
        });
        SpoolConfig queueing = spoolConfig(config, node);
        var spool = new Spool(
                on.database(),
                on.vault(),
                on.audit(),
                a -> Objects.requireNonNull(runner.get()).run(a),
                queueing,
                clock,
                random);
        var flow = new MailFlow(
                settings,
                on.vault(),
                on.tenancy()::tenantOfDomain,
                tenant -> currentPolicy(on, tenant),
                new Acceptance(spool, settings, notices, clock),
                clock);
        OutboundDeliverer outbound = outbound(config, on, clock);
        Portal portal = portal(config, node, portalUrl, portalSecret, new Mailing(on, spool, flow), clock);
        runner.set(new DeliveryRunner(outbound, portal.deliverer(), notices, settings, clock));
        return new MailPath(flow, spool, queueing, outbound, portal);
    }

    /** What the portal hands mail to. */
    private record Mailing(Foundations on, Spool spool, MailFlow flow) {}

    private static OutboundDeliverer outbound(ServerConfig config, Foundations on, Clock clock) {
        return new OutboundDeliverer(
                config.outbound(),
                new RouteTable(config.outbound().routes(), domain -> ownServer(on.tenancy(), domain)),
                config.hostname(),
                new DnsClient(DnsConfig.of(config.dns()), clock),
                clock,
                new SecureRandom());
    }

    private static Portal portal(
            ServerConfig config, String node, URI url, byte[] secret, Mailing mailing, Clock clock) {
        Foundations on = mailing.on();
        var parts = new PortalParts(
                on.database(),
                on.vault(),
                on.audit(),
                mailing.spool()::accept,
                tenant -> face(on.tenancy(), tenant),
                new PortalReplies(mailing.flow()),
                (tenant, mail) -> currentPolicy(on, tenant).policy().portalLife());
        var secrets = PortalSecrets.of(secret);
        return new Portal(parts, new PortalSettings(url, config.portal(), secrets, node, clock, new SecureRandom()));
    }

    private static CurrentPolicy currentPolicy(Foundations on, TenantId tenant) {
        return on.policies().current(tenant);
    }

    private static FlowSettings flowSettings(ServerConfig config) {
        var limits = config.limits();
        return new FlowSettings(
                config.hostname(),
                MimeLimits.STANDARD.withDepth(limits.depth()).withParts(limits.parts()),
                (int) limits.headerSize().octets(),
                LOOP_LIMIT,
                config.spool().expiry(),
                QUARANTINE);
    }

    private static SpoolConfig spoolConfig(ServerConfig config, String node) {
        var section = config.spool();
        var outbound = config.outbound();
        var steps = new ArrayList<Duration>();
        Duration step = section.firstRetry();
        while (step.compareTo(section.longestRetry()) < 0) {
            steps.add(step);
            step = step.multipliedBy(2);
        }
        steps.add(section.longestRetry());
        var preset = SpoolConfig.Limits.DEFAULT;
        Duration pause = section.firstRetry().compareTo(Duration.ofSeconds(30)) < 0
                ? section.firstRetry()
                : Duration.ofSeconds(30);
        return new SpoolConfig(
                node,
                section.lease(),
                Duration.ofSeconds(1),
                new SpoolConfig.BackOff(List.copyOf(steps), 0.2, pause),
                section.expiry(),
                section.tellDelayAfter(),
                new SpoolConfig.Limits(
                        outbound.concurrency(),
                        outbound.perDestination(),
                        preset.waiting(),
                        preset.waitingPerDestination(),
                        preset.octets(),
                        preset.tenantShare(),
                        preset.attempt()));
    }

    private static Optional<HostPort> ownServer(Tenancy tenancy, String domain) {
        return tenancy.mailDomain(domain).map(d -> new HostPort(d.serverHost(), d.serverPort()));
    }

    private static Optional<TenantFace> face(Tenancy tenancy, TenantId tenant) {
        List<MailDomain> domains = tenancy.domains(tenant);
        return domains.stream()
                .findFirst()
                .map(domain -> new TenantFace(domain.portalName(), domain.noticeSender(), Locale.ENGLISH));
    }
}

package chancery.demo;

import chancery.config.ConfigLoader;
import chancery.config.ServerConfig;
import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.policy.Condition;
import chancery.policy.DefaultPolicy;
import chancery.policy.DomainPattern;
import chancery.policy.MethodChoice;
import chancery.policy.Outcome;
import chancery.policy.Policy;
import chancery.policy.Rule;
import chancery.server.ChanceryServer;
import chancery.server.Foundations;
import chancery.server.ServerStartException;
import chancery.smtp.ListenerKind;
import chancery.tenancy.Change;
import chancery.tenancy.MailDomain;
import chancery.tenancy.NetworkRange;
import chancery.tenancy.TenancyChanges;
import chancery.testkit.FreePorts;
import chancery.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The gateway with the demo's tenant: {@code clinic.example}, which relays from loopback. */
record DemoGateway(ChanceryServer server, TenantId tenant) implements AutoCloseable {
    private static final String ACTOR = "demo";

    /**
     * @param freePorts false for the default ports, which is what a person expects
     * @param byDomain a policy that decides by domain alone, for mails that were not written for the demo
     */
    static DemoGateway start(Path data, World world, TestCa ca, boolean freePorts, boolean byDomain)
            throws ServerStartException, IOException {
        ChanceryServer server = ChanceryServer.start(config(data, world, ca, freePorts), data);
        try {
            Foundations on = server.foundations();
            var changes = new TenancyChanges(on.database(), on.tenancy(), on.changes(), Clock.systemUTC());
            TenantId tenant = tenant(on, changes, world);
            on.policies().publish(ACTOR, tenant, policy(byDomain), "the demo's");
            return new DemoGateway(server, tenant);
        } catch (SyntaxException e) {
            server.close();
            throw new IllegalStateException(e);
        }
    }

    int smtpPort() {
        return server.port(ListenerKind.MX).orElseThrow();
    }

    private static TenantId tenant(Foundations on, TenancyChanges changes, World world) throws SyntaxException {
        for (var known : on.tenancy().tenants()) {
            if (known.name().equals("St. Anna Clinic")) {
                changes.changeDomain(ACTOR, domain(known.id(), world));
                return known.id();
            }
        }
        TenantId tenant = done(changes.createTenant(ACTOR, "St. Anna Clinic")).id();
        done(changes.addDomain(ACTOR, domain(tenant, world)));
        done(changes.addRelayHost(ACTOR, tenant, NetworkRange.parse("127.0.0.0/8")));
        done(changes.addRelayHost(ACTOR, tenant, NetworkRange.parse("::1")));
        return tenant;
    }

    private static MailDomain domain(TenantId tenant, World world) throws SyntaxException {
        return new MailDomain(
                tenant,
                WorldDomain.CLINIC.domain(),
                "127.0.0.1",
                world.port(WorldDomain.CLINIC),
                "St. Anna Clinic",
                EmailAddress.parse("secure-mail@clinic.example"));
    }

    private static <T> T done(Change<T> change) {
        return switch (change) {
            case Change.Done<T> done -> done.value();
            case Change.Refused<T> refused -> throw new IllegalStateException(refused.why());
        };
    }

    private static Policy policy(boolean byDomain) {
        var partners = List.of(
                new DomainPattern(WorldDomain.PARTNER.domain()), new DomainPattern(WorldDomain.BADCERT.domain()));
        Policy standard = DefaultPolicy.with(partners);
        if (!byDomain) {
            return standard;
        }
        var protectedDomains = List.of(
                new DomainPattern(WorldDomain.PARTNER.domain()),
                new DomainPattern(WorldDomain.BADCERT.domain()),
                new DomainPattern(WorldDomain.GUEST.domain()));
        var rules = new ArrayList<Rule>();
        rules.add(new Rule(
                "by-domain",
                new Condition.RecipientDomainIn(protectedDomains),
                new Outcome.Deliver(List.of(MethodChoice.VERIFIED_TLS_TO_PARTNERS, MethodChoice.PORTAL)),
                "Mail to this domain is always protected."));
        rules.addAll(standard.rules());
        return new Policy(0, partners, 14, List.of(), rules, standard.otherwise());
    }

    private static ServerConfig config(Path data, World world, TestCa ca, boolean freePorts) throws IOException {
        Path certificates = Files.createDirectories(data.resolve("demo-certificates"));
        Path trust = certificates.resolve("ca.pem");
        Files.writeString(trust, ca.pem());
        ca.server("localhost", "gateway.clinic.example", "127.0.0.1").writeTo(certificates, "gateway");
        var routes = new ArrayList<String>();
        for (WorldDomain domain : WorldDomain.outside()) {
            routes.add(domain.domain() + ": \"127.0.0.1:" + world.port(domain) + "\"");
        }
        int https = freePorts ? FreePorts.next() : 8443;
        String ports = freePorts
                ? "mx: 0\n  submission: 0\n  submissions: 0\n  http: off\n  management: \"127.0.0.1:0\"\n  https: "
                        + https
                : "https: " + https;
        String yaml = """
                hostname: gateway.clinic.example
                listeners:
                  %s
                  addresses: ["127.0.0.1"]
                  certificate: %s
                  certificate-key: %s
                outbound:
                  trust: %s
                  routes: {%s}
                spool:
                  first-retry: 2s
                  longest-retry: 10s
                portal:
                  base-url: https://localhost:%d
                """.formatted(
                        ports,
                        certificates.resolve("gateway.crt"),
                        certificates.resolve("gateway.key"),
                        trust,
                        String.join(", ", routes),
                        https);
        return ConfigLoader.parse(ServerConfig.class, "demo", yaml, data.toAbsolutePath())
                .orThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}

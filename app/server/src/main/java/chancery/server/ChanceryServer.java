package chancery.server;

import chancery.admin.Admin;
import chancery.admin.OperatorToken;
import chancery.config.ServerConfig;
import chancery.inbound.InboundService;
import chancery.net.AddressRate;
import chancery.smtp.ListenerKind;
import chancery.spool.QueueDesk;
import chancery.spool.Spool;
import chancery.telemetry.Event;
import chancery.telemetry.EventLog;
import chancery.telemetry.ManagementServer;
import chancery.telemetry.Metrics;
import chancery.tenancy.AccountChanges;
import chancery.tenancy.TenancyChanges;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * A running gateway. {@link #start} builds and starts everything, {@link #close} finishes what was accepted and stops.
 */
public final class ChanceryServer implements AutoCloseable {
    private static final EventLog LOG = EventLog.of("server");

    private final ServerConfig config;
    private final Stages stages;
    private final Foundations foundations;
    private final MailPath mailPath;
    private final Edges edges;
    private final WebEdge web;
    private final ManagementServer management;

    private ChanceryServer(
            ServerConfig config,
            Stages stages,
            Foundations foundations,
            MailPath mailPath,
            Edges edges,
            WebEdge web,
            ManagementServer management) {
        this.config = config;
        this.stages = stages;
        this.foundations = foundations;
        this.mailPath = mailPath;
        this.edges = edges;
        this.web = web;
        this.management = management;
    }

    /** Starts; throws with a sentence for a person when something is in the way, and leaves nothing running then. */
    public static ChanceryServer start(ServerConfig config, Path data) throws ServerStartException {
        var stages = new Stages();
        boolean started = false;
        LOG.write(Event.SERVER_STARTING);
        try {
            ChanceryServer server = build(config, data.toAbsolutePath().normalize(), stages, Clock.systemUTC());
            started = true;
            LOG.write(Event.SERVER_READY);
            FastCryptography.load();
            return server;
        } catch (IOException e) {
            throw new ServerStartException("data folder " + data + " cannot be used: " + e.getMessage(), e);
        } finally {
            if (!started) {
                stages.close();
            }
        }
    }

    private static ChanceryServer build(ServerConfig config, Path data, Stages stages, Clock clock)
            throws ServerStartException, IOException {
        Files.createDirectories(data);
        Ports.check(config.listeners(), data);
        Foundations foundations = stages.add(Foundations.open(config, data, clock));
        String node = config.node().orElseGet(ChanceryServer::machineName);
        var identity = ServerIdentity.of(config, data, clock);
        byte[] portalSecret = NodeSecrets.readOrMake(data, "portal.secret");
        MailPath mailPath = MailPath.build(config, node, identity.portalUrl(), portalSecret, foundations, clock);
        stages.add(mailPath.outbound());
        Admin admin = administration(config, foundations, mailPath, data, clock);
        WebEdge web = openWeb(config, WebFolder.cleared(data), identity, mailPath, admin, stages);
        startSpool(config, mailPath, stages);
        stages.add(new Housekeeping(foundations, mailPath.portal().expiry(), config.retention(), node, clock).start());
        var service = new InboundService(
                config.hostname(),
                foundations.tenancy(),
                foundations.login(),
                mailPath.flow(),
                new MailLog(),
                new AddressRate(config.limits().connectionRate()));
        Edges edges = Edges.open(config, identity.tls(), NodeSecrets.readOrMake(data, "scram.secret"), service);
        stages.add(() -> edges.stop(config.spool().stopWithin()));
        var metrics = stages.add(Metrics.ofThisProcess());
        var address = config.listeners().management();
        ManagementServer management = stages.add(ManagementServer.start(address.host(), address.port(), metrics));
        Operations.register(management, metrics, foundations.database(), mailPath.spool(), edges);
        DataFolderNotes.write(data, web.port(), identity.chain());
        return new ChanceryServer(config, stages, foundations, mailPath, edges, web, management);
    }

    private static WebEdge openWeb(
            ServerConfig config,
            WebFolder folder,
            ServerIdentity identity,
            MailPath mailPath,
            Admin admin,
            Stages stages)
            throws ServerStartException {
        WebEdge web =
                stages.add(WebEdge.open(config, folder, identity.chain(), identity.key(), mailPath.portal(), admin));
        if (!config.listeners().http().isOff()) {
            var address = Edges.socket(
                    config.listeners().addresses().getFirst(),
                    config.listeners().http().number());
            stages.add(HttpRedirect.open(address, identity.portalUrl()));
        }
        return web;
    }

    private static Admin administration(
            ServerConfig config, Foundations on, MailPath mailPath, Path data, Clock clock) {
        var random = new SecureRandom();
        var directory = new Admin.Directory(
                on.tenancy(),
                new TenancyChanges(on.database(), on.tenancy(), on.changes(), clock),
                new AccountChanges(on.database(), on.tenancy(), on.changes(), clock, random));
        var routes = new LinkedHashMap<String, String>();
        config.outbound().routes().forEach((domain, to) -> routes.put(domain, to.toString()));
        return new Admin(
                directory,
                on.policies(),
                new QueueDesk(on.database(), on.audit(), mailPath.spoolConfig(), clock),
                on.audit(),
                OperatorToken.in(data.resolve("admin.token"), random),
                routes);
    }

    private static void startSpool(ServerConfig config, MailPath mailPath, Stages stages) {
        mailPath.spool().start();
        stages.add(() -> mailPath.spool().stop(config.spool().stopWithin()));
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName().replace("#", "");
        } catch (IOException e) {
            return "node";
        }
    }

    public Foundations foundations() {
        return foundations;
    }

    public Spool spool() {
        return mailPath.spool();
    }

    /** The port of an SMTP listener; empty when it is off. */
    public Optional<Integer> port(ListenerKind kind) {
        return edges.port(kind);
    }

    public int httpsPort() {
        return web.port();
    }

    public int managementPort() {
        return management.address().getPort();
    }

    /** Address and port of health and metrics. */
    public String managementAddress() {
        return config.listeners().management().host() + ":" + managementPort();
    }

    /** Where recipients open protected mail. */
    public URI portalUrl() {
        return ServerIdentity.portalUrl(config);
    }

    /** Finishes running transactions and deliveries within {@code spool.stop-within} and stops. */
    @Override
    public void close() {
        LOG.write(Event.SERVER_STOPPING);
        stages.close();
        LOG.write(Event.SERVER_STOPPED);
    }
}

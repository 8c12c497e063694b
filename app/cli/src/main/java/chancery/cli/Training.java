package chancery.cli;

import chancery.bench.TrainingLoad;
import chancery.config.ConfigLoader;
import chancery.config.ServerConfig;
import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.server.ChanceryServer;
import chancery.server.Foundations;
import chancery.server.ServerStartException;
import chancery.smtp.ListenerKind;
import chancery.tenancy.Change;
import chancery.tenancy.MailDomain;
import chancery.tenancy.NetworkRange;
import chancery.tenancy.TenancyChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** A server that relays some hundred mails for the JVM to watch, and ends. Only the build runs it. */
final class Training {
    private static final String ACTOR = "build";
    private static final String DOMAIN = "clinic.example";

    private Training() {}

    static void run(Path data) throws ServerStartException {
        try (TrainingLoad load = TrainingLoad.open();
                ChanceryServer server = ChanceryServer.start(config(load.sinkPort()), data)) {
            admit(server.foundations(), load.sinkPort());
            load.run(server.port(ListenerKind.MX).orElseThrow());
        } catch (IOException | SyntaxException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerConfig config(int sinkPort) {
        return ConfigLoader.parse(
                        ServerConfig.class,
                        "training",
                        """
                        listeners: {mx: 0, submission: 0, submissions: 0, https: 0, http: 0, management: "127.0.0.1:0",
                          addresses: ["127.0.0.1"]}
                        outbound: {routes: {"*": "127.0.0.1:%d"}}
                        """.formatted(sinkPort),
                        Path.of("").toAbsolutePath())
                .orThrow();
    }

    private static void admit(Foundations on, int sinkPort) throws SyntaxException {
        var changes = new TenancyChanges(on.database(), on.tenancy(), on.changes(), Clock.systemUTC());
        var tenant = done(changes.createTenant(ACTOR, "training")).id();
        done(changes.addDomain(
                ACTOR,
                new MailDomain(
                        tenant,
                        DOMAIN,
                        "127.0.0.1",
                        sinkPort,
                        "Training",
                        EmailAddress.parse("secure-mail@" + DOMAIN))));
        done(changes.addRelayHost(ACTOR, tenant, NetworkRange.parse("127.0.0.0/8")));
    }

    private static <T> T done(Change<T> change) {
        return switch (change) {
            case Change.Done<T> done -> done.value();
            case Change.Refused<T> refused -> throw new IllegalStateException(refused.why());
        };
    }
}

package chancery.cli;

import chancery.config.ConfigLoader;
import chancery.config.Loaded;
import chancery.config.ServerConfig;
import chancery.server.ChanceryServer;
import chancery.server.ServerStartException;
import chancery.smtp.ListenerKind;
import chancery.telemetry.LogOptions;
import chancery.telemetry.LogSetup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chancery serve}. */
@Command(name = "serve", description = "Run the gateway until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", description = "folder for everything that is kept (default: data)")
    private Path data = Path.of("data");

    @Option(names = "--config", paramLabel = "FILE", description = "config file; without one every default holds")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--aot-train", hidden = true, description = "start on free ports, relay mails, stop again")
    private boolean train;

    @Override
    public Integer call() {
        ServerConfig config = config(file);
        applyLogs(config);
        try {
            if (train) {
                Training.run(DataFolder.prepare(data));
            } else {
                serve(config);
            }
            return 0;
        } catch (ServerStartException e) {
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
    }

    private void serve(ServerConfig config) throws ServerStartException {
        try (var _ = Stopping.begin();
                ChanceryServer server = ChanceryServer.start(config, DataFolder.prepare(data))) {
            announce(server);
            Stopping.await();
        }
    }

    /** The config of a file, or of every default; throws with all of a file's problems. */
    static ServerConfig config(Optional<Path> file) {
        if (file.isEmpty()) {
            return ConfigLoader.defaults(ServerConfig.class);
        }
        return switch (ConfigLoader.load(ServerConfig.class, file.get())) {
            case Loaded.Ready<ServerConfig> ready -> ready.config();
            case Loaded.Refused<ServerConfig> refused -> throw CliException.misused(refused.toString());
        };
    }

    private static void applyLogs(ServerConfig config) {
        var logs = config.logs();
        var format = switch (logs.format()) {
            case AUTO -> LogOptions.Format.forThisTerminal();
            case JSON -> LogOptions.Format.JSON;
            case TEXT -> LogOptions.Format.TEXT;
        };
        LogSetup.apply(new LogOptions(
                logs.level().name().toLowerCase(Locale.ROOT), format, logs.redact(), logs.showDomains()));
    }

    private void announce(ChanceryServer server) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Chancery is ready. Data: " + data.toAbsolutePath().normalize());
        for (ListenerKind kind : ListenerKind.values()) {
            server.port(kind).ifPresent(port -> out.println("  " + kind.name().toLowerCase(Locale.ROOT) + " " + port));
        }
        out.println("  https " + server.httpsPort() + ", portal " + server.portalUrl());
        out.println("  management " + server.managementAddress());
        out.println("Ctrl-C stops it.");
        out.flush();
    }
}

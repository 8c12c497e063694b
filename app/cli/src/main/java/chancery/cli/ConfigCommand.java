package chancery.cli;

import chancery.config.ConfigLoader;
import chancery.config.Loaded;
import chancery.config.ManualWriter;
import chancery.config.ServerConfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        description = "Print the config file with every key, its default and its manual; or check one.")
final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--check", paramLabel = "FILE", description = "say what is wrong in this file instead")
    private Optional<Path> check = Optional.empty();

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        if (check.isEmpty()) {
            out.print(ManualWriter.write(ServerConfig.class));
            out.flush();
        } else {
            load(check.get());
            out.println(check.get() + " is in order");
        }
    }

    /** The config in the file, or every problem of it in one message. */
    static ServerConfig load(Path file) {
        return switch (ConfigLoader.load(ServerConfig.class, file)) {
            case Loaded.Ready<ServerConfig> ready -> ready.config();
            case Loaded.Refused<ServerConfig> refused ->
                throw CliException.misused(
                        refused.problems().size() == 1
                                ? refused.toString()
                                : "the config file has " + refused.problems().size() + " problems\n" + refused);
        };
    }
}

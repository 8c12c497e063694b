package chancery.cli;

import chancery.demo.Demo;
import chancery.server.ServerStartException;
import chancery.telemetry.LogOptions;
import chancery.telemetry.LogSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chancery demo}. */
@Command(
        name = "demo",
        description = "Run the whole thing on this machine, with a stand-in outside world and realistic mails.")
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--once", description = "end after the table; exit 0 only if every recipient was served as planned")
    private boolean once;

    @Option(
            names = "--mail",
            paramLabel = "DIR|FILE",
            description = "send these mails (.eml, raw messages, mbox) instead of the demo's own")
    private Optional<Path> mail = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder for the demo's data (default: data/demo; with --once a new one)")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--free-ports", description = "any free ports instead of the default ones")
    private boolean freePorts;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogSetup.apply(new LogOptions("error", LogOptions.Format.forThisTerminal(), true, false));
        PrintWriter out = spec.commandLine().getOut();
        try (Demo demo = Demo.start(new Demo.Plan(folder(), mail, freePorts), out)) {
            boolean good = demo.run();
            if (!once) {
                demo.invite();
                out.println("Ctrl-C ends the demo.");
                out.flush();
                ServeCommand.awaitSignal();
                return 0;
            }
            return good ? 0 : 1;
        } catch (ServerStartException e) {
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
    }

    private Path folder() throws IOException {
        if (data.isPresent()) {
            return data.get();
        }
        return once ? Files.createTempDirectory("chancery-demo") : Path.of("data", "demo");
    }
}

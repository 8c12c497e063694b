package chancery.cli;

import chancery.demo.Demo;
import chancery.demo.UnreadableMailException;
import chancery.server.ServerStartException;
import chancery.telemetry.LogOptions;
import chancery.telemetry.LogSetup;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    public Integer call() throws IOException {
        LogSetup.apply(new LogOptions("error", LogOptions.Format.forThisTerminal(), true, false));
        PrintWriter out = spec.commandLine().getOut();
        Path folder = folder();
        boolean good = false;
        try (var _ = Stopping.begin()) {
            good = run(new Demo.Plan(folder, mail, freePorts, atTerminal()), out);
        } catch (InterruptedException e) {
            out.println("Stopped before the end.");
            return 1;
        } catch (UnreadableMailException e) {
            throw CliException.misused(String.valueOf(e.getMessage()));
        } catch (ServerStartException e) {
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
        if (once && good && data.isEmpty()) {
            remove(folder);
        }
        return good || !once ? 0 : 1;
    }

    private boolean run(Demo.Plan plan, PrintWriter out)
            throws IOException, InterruptedException, ServerStartException {
        try (Demo demo = Demo.start(plan, out)) {
            boolean good = demo.run();
            if (!once) {
                demo.invite();
                out.println("Ctrl-C ends the demo.");
                out.flush();
                Stopping.await();
            }
            return good;
        }
    }

    /** What a check without fault has left is of no use to anybody. */
    private static void remove(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static boolean atTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private Path folder() throws IOException {
        if (data.isPresent()) {
            return DataFolder.prepare(data.get());
        }
        return once ? Files.createTempDirectory("chancery-demo") : Path.of("data", "demo");
    }
}

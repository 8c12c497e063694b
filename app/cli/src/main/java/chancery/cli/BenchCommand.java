package chancery.cli;

import chancery.bench.QueueBench;
import chancery.bench.RelayBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chancery bench}. */
@Command(
        name = "bench",
        description = "Measure, in turns with a peer. bench protocol measures the libraries (./chancery help).",
        subcommands = {BenchCommand.Relay.class, BenchCommand.Queue.class})
final class BenchCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec = picocli.CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** {@code chancery bench relay}. */
    @Command(
            name = "relay",
            description = "Relay mails to a sink, a new connection for each; mails/s, latency, CPU, memory.")
    static final class Relay implements Callable<Integer> {
        private static final int LARGEST_KB = 20_000;

        @Option(names = "--against", paramLabel = "PEER", description = "postfix: in turns with Debian's Postfix")
        private String against = "";

        @Option(names = "--rounds", description = "rounds that count (default: ${DEFAULT-VALUE})", defaultValue = "3")
        private int rounds;

        @Option(names = "--sessions", description = "at the same time (default: ${DEFAULT-VALUE})", defaultValue = "50")
        private int sessions;

        @Option(
                names = "--sizes",
                paramLabel = "KB",
                split = ",",
                description = "of the mails (default: ${DEFAULT-VALUE})",
                defaultValue = "4,100")
        private List<Integer> sizes = List.of();

        @Option(
                names = "--mails",
                description = "per round, half of it from 50 KB on (default: ${DEFAULT-VALUE})",
                defaultValue = "6000")
        private int mails;

        @Option(
                names = "--warm-up",
                paramLabel = "SECONDS",
                description = "how long each relay works on each size before what counts (default: ${DEFAULT-VALUE})",
                defaultValue = "45")
        private int warmUp;

        @Option(names = "--folder", paramLabel = "DIR", description = "where queues lie (default: data/bench)")
        private Path folder = Path.of("data", "bench");

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (!against.isEmpty() && !against.equals("postfix")) {
                throw CliException.misused("--against knows only postfix");
            }
            if (sizes.stream().anyMatch(kb -> kb < 1 || kb > LARGEST_KB)) {
                throw CliException.misused("--sizes takes 1 to " + LARGEST_KB + " KB, for instance 4,100");
            }
            if (Math.min(Math.min(rounds, sessions), mails) < 1 || warmUp < 0) {
                throw CliException.misused(
                        "--rounds, --sessions and --mails are at least 1, --warm-up is not negative");
            }
            var plan = new RelayBench.Plan(
                    launcher(),
                    folder.toAbsolutePath(),
                    against.equals("postfix"),
                    rounds,
                    sessions,
                    sizes,
                    mails,
                    Duration.ofSeconds(warmUp));
            new RelayBench(plan, new PrintStream(System.out, true, StandardCharsets.UTF_8)).run();
            return 0;
        }
    }

    /** {@code chancery bench queue}. */
    @Command(
            name = "queue",
            description = "Accept and deliver with an empty queue and with a backlog of deferred mails, in turns.")
    static final class Queue implements Callable<Integer> {
        @Option(
                names = "--backlog",
                description = "deferred mails (default: ${DEFAULT-VALUE})",
                defaultValue = "1000000")
        private long backlog;

        @Option(names = "--rounds", description = "rounds that count (default: ${DEFAULT-VALUE})", defaultValue = "5")
        private int rounds;

        @Option(names = "--sessions", description = "at the same time (default: ${DEFAULT-VALUE})", defaultValue = "50")
        private int sessions;

        @Option(names = "--mails", description = "per round (default: ${DEFAULT-VALUE})", defaultValue = "6000")
        private int mails;

        @Option(
                names = "--warm-up",
                description = "mails through each gateway before what counts (default: ${DEFAULT-VALUE})",
                defaultValue = "20000")
        private int warmUp;

        @Option(names = "--folder", paramLabel = "DIR", description = "where data lies (default: data/bench)")
        private Path folder = Path.of("data", "bench");

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (Math.min(Math.min(rounds, sessions), Math.min(mails, backlog)) < 1) {
                throw CliException.misused("--backlog, --rounds, --sessions and --mails are at least 1");
            }
            var plan = new QueueBench.Plan(
                    launcher(), folder.toAbsolutePath(), backlog, rounds, sessions, mails, Math.max(1, warmUp));
            new QueueBench(plan, new PrintStream(System.out, true, StandardCharsets.UTF_8)).run();
            return 0;
        }
    }

    private static List<String> launcher() {
        return List.of(
                Path.of(System.getProperty("chancery.root", "."), "chancery").toString());
    }
}

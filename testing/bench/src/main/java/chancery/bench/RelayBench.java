package chancery.bench;

import chancery.testkit.FreePorts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** {@code bench relay}: Chancery and Postfix in turns as relays to the same sink. */
public final class RelayBench {
    /**
     * @param launcher what starts Chancery, before its sub-command
     * @param folder where both keep their queues; its disk is what is measured
     * @param againstPostfix false measures Chancery alone
     */
    public record Plan(
            List<String> launcher, Path folder, boolean againstPostfix, int rounds, int sessions, int mails) {}

    private static final int[] SIZES = {4 << 10, 100 << 10};

    private final Plan plan;
    private final PrintStream out;

    public RelayBench(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /** Runs and prints. Throws when a relay loses or refuses a mail. */
    public void run() throws IOException, InterruptedException {
        if (plan.againstPostfix() && !PostfixRelay.isInstalled()) {
            throw new IllegalStateException("Postfix is not installed; as root: apt-get install postfix");
        }
        Files.createDirectories(plan.folder());
        Path folder = Files.createTempDirectory(plan.folder(), "relay");
        // Postfix's own user must be able to pass through it
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var sink = new Sink();
                Relay chancery = ChanceryRelay.start(
                        plan.launcher(), folder.resolve("chancery"), FreePorts.next(), FreePorts.next(), sink.port())) {
            if (!plan.againstPostfix()) {
                compareSizes(List.of(chancery), sink);
                return;
            }
            try (Relay postfix = PostfixRelay.start(folder.resolve("postfix"), FreePorts.next(), sink.port())) {
                compareSizes(List.of(chancery, postfix), sink);
            }
        }
    }

    private void compareSizes(List<Relay> relays, Sink sink) throws InterruptedException {
        for (int size : SIZES) {
            int mails = size > 50_000 ? plan.mails() / 2 : plan.mails();
            out.printf(
                    "%n%d KB, %d mails a round, %d sessions, a new connection per mail%n",
                    size >> 10, mails, plan.sessions());
            out.printf(
                    "%-10s %6s %10s %9s %9s %14s %9s%n",
                    "relay", "round", "mails/s", "p50 ms", "p99 ms", "CPU s/1000", "MiB");
            compare(relays, sink, size, mails);
        }
    }

    private void compare(List<Relay> relays, Sink sink, int size, int mails) throws InterruptedException {
        List<List<RelayRound>> results = new ArrayList<>();
        relays.forEach(r -> results.add(new ArrayList<>()));
        // the first round warms up and does not count
        for (int round = 0; round <= plan.rounds(); round++) {
            for (int i = 0; i < relays.size(); i++) {
                RelayRound measured = RelayRound.run(relays.get(i), sink, plan.sessions(), mails, size);
                if (round > 0) {
                    results.get(i).add(measured);
                    print(relays.get(i).name(), Integer.toString(round), measured);
                }
            }
        }
        for (int i = 0; i < relays.size(); i++) {
            summary(relays.get(i).name(), results.get(i));
        }
        if (relays.size() == 2) {
            double ratio = median(results.get(0), RelayRound::rate) / median(results.get(1), RelayRound::rate);
            out.printf("ratio Chancery : Postfix  %.2f%n", ratio);
        }
    }

    private void summary(String name, List<RelayRound> rounds) {
        print(
                name,
                "median",
                new RelayRound(
                        median(rounds, RelayRound::rate),
                        median(rounds, RelayRound::p50),
                        median(rounds, RelayRound::p99),
                        median(rounds, RelayRound::cpu),
                        median(rounds, RelayRound::memory)));
    }

    private void print(String name, String round, RelayRound r) {
        out.printf(
                "%-10s %6s %10.0f %9.1f %9.1f %14.2f %9.0f%n",
                name, round, r.rate(), r.p50(), r.p99(), r.cpu(), r.memory());
    }

    private static double median(List<RelayRound> rounds, ToDoubleFunction<RelayRound> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}

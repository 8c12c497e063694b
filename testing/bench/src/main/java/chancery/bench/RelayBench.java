package chancery.bench;

import chancery.testkit.FreePorts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code bench relay}: Chancery and Postfix in turns as relays to the same sink. */
public final class RelayBench {
    /**
     * @param launcher what starts Chancery, before its sub-command
     * @param folder where both keep their queues; its disk is what is measured
     * @param againstPostfix false measures Chancery alone
     * @param sizes of the mails, KB
     * @param mails per round, half of it for large mails
     * @param warmUp how long each relay works on mails of each size before what counts
     */
    public record Plan(
            List<String> launcher,
            Path folder,
            boolean againstPostfix,
            int rounds,
            int sessions,
            List<Integer> sizes,
            int mails,
            Duration warmUp) {}

    private static final int LARGE_KB = 50;
    private static final int WARM_UP_MAILS = 1_000;

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
        for (int kb : plan.sizes()) {
            int mails = kb >= LARGE_KB ? plan.mails() / 2 : plan.mails();
            out.printf(
                    "%n%d KB, %d mails a round, %d sessions, a new connection per mail; each at work for %d s before%n",
                    kb, mails, plan.sessions(), plan.warmUp().toSeconds());
            out.printf(
                    "%-10s %6s %10s %9s %9s %14s %9s%n",
                    "relay", "round", "mails/s", "p50 ms", "p99 ms", "CPU s/1000", "MiB");
            compare(relays, sink, kb << 10, mails);
        }
    }

    /** A gateway that runs for months is warm; Postfix, too, forks its processes first. */
    private void warmUp(Relay relay, Sink sink, int size) throws InterruptedException {
        long end = System.nanoTime() + plan.warmUp().toNanos();
        while (System.nanoTime() < end) {
            RelayRound.run(relay, sink, plan.sessions(), WARM_UP_MAILS, size);
        }
    }

    private void compare(List<Relay> relays, Sink sink, int size, int mails) throws InterruptedException {
        List<List<RelayRound>> results = new ArrayList<>();
        relays.forEach(r -> results.add(new ArrayList<>()));
        for (Relay relay : relays) {
            warmUp(relay, sink, size);
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            for (int i = 0; i < relays.size(); i++) {
                RelayRound measured = RelayRound.run(relays.get(i), sink, plan.sessions(), mails, size);
                results.get(i).add(measured);
                print(relays.get(i).name(), Integer.toString(round), measured);
            }
        }
        for (int i = 0; i < relays.size(); i++) {
            print(relays.get(i).name(), "median", RelayRound.median(results.get(i)));
        }
        if (relays.size() == 2) {
            double ratio = RelayRound.median(results.get(0)).rate()
                    / RelayRound.median(results.get(1)).rate();
            out.printf("ratio Chancery : Postfix  %.2f%n", ratio);
        }
    }

    private void print(String name, String round, RelayRound r) {
        out.printf(
                "%-10s %6s %10.0f %9.1f %9.1f %14.2f %9.0f%n",
                name, round, r.rate(), r.p50(), r.p99(), r.cpu(), r.memory());
    }
}

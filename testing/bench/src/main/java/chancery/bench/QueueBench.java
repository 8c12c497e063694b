package chancery.bench;

import chancery.testkit.FreePorts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** {@code bench queue}: one gateway with an empty queue and one with a backlog of deferred mails, in turns. */
public final class QueueBench {
    private static final int SIZE = 4 << 10;

    /**
     * @param launcher what starts Chancery, before its sub-command
     * @param folder where both keep their data
     * @param backlog deferred mails in the queue of one of them
     * @param warmUp mails that go through each before the rounds that count
     */
    public record Plan(
            List<String> launcher, Path folder, long backlog, int rounds, int sessions, int mails, int warmUp) {}

    private final Plan plan;
    private final PrintStream out;

    public QueueBench(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /** Runs and prints. Throws when a gateway loses or refuses a mail, or when its backlog has changed. */
    public void run() throws IOException, InterruptedException {
        Files.createDirectories(plan.folder());
        Path folder = Files.createTempDirectory(plan.folder(), "queue");
        Path full = folder.resolve("full");
        try (var sink = new Sink()) {
            Relay first = start(full, sink);
            first.close();
            new Backlog(out).fill(full.resolve(ChanceryRelay.DATA), plan.backlog());
            try (Relay empty = start(folder.resolve("empty"), sink);
                    Relay loaded = start(full, sink)) {
                compare(empty, loaded, sink);
            }
        }
        long left = Backlog.count(full.resolve(ChanceryRelay.DATA));
        out.printf(Locale.ROOT, "deferred mails after the rounds: %d of %d%n", left, plan.backlog());
        if (left != plan.backlog()) {
            throw new IllegalStateException("the queue does not hold what it should");
        }
    }

    private Relay start(Path folder, Sink sink) throws IOException, InterruptedException {
        return ChanceryRelay.start(plan.launcher(), folder, FreePorts.next(), FreePorts.next(), sink.port());
    }

    private void compare(Relay empty, Relay loaded, Sink sink) throws InterruptedException {
        out.printf(
                Locale.ROOT,
                "%n4 KB, %d mails a round, %d sessions; %d mails through each before%n",
                plan.mails(),
                plan.sessions(),
                plan.warmUp());
        out.printf(
                "%-8s %6s %12s %12s %9s %9s %12s%n",
                "queue", "round", "accepted/s", "delivered/s", "p50 ms", "p99 ms", "CPU s/1000");
        List<Relay> relays = List.of(empty, loaded);
        List<List<RelayRound>> results = List.of(new ArrayList<>(), new ArrayList<>());
        for (Relay relay : relays) {
            RelayRound.run(relay, sink, plan.sessions(), plan.warmUp(), SIZE);
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            // who is first changes, so that a machine that slows down slows both
            for (int turn = 0; turn < 2; turn++) {
                int which = (turn + round + 1) % 2;
                RelayRound measured = RelayRound.run(relays.get(which), sink, plan.sessions(), plan.mails(), SIZE);
                results.get(which).add(measured);
                print(name(which), Integer.toString(round), measured);
            }
        }
        RelayRound of0 = RelayRound.median(results.get(0));
        RelayRound ofAll = RelayRound.median(results.get(1));
        print(name(0), "median", of0);
        print(name(1), "median", ofAll);
        ratio("accepted", of0, ofAll, RelayRound::accepted);
        ratio("delivered", of0, ofAll, RelayRound::rate);
    }

    private static String name(int which) {
        return which == 0 ? "empty" : "backlog";
    }

    private void ratio(String what, RelayRound empty, RelayRound backlog, ToDoubleFunction<RelayRound> of) {
        out.printf(
                Locale.ROOT, "%s, backlog : empty  %.2f%n", what, of.applyAsDouble(backlog) / of.applyAsDouble(empty));
    }

    private void print(String name, String round, RelayRound r) {
        out.printf(
                Locale.ROOT,
                "%-8s %6s %12.0f %12.0f %9.1f %9.1f %12.2f%n",
                name,
                round,
                r.accepted(),
                r.rate(),
                r.p50(),
                r.p99(),
                r.cpu());
    }
}

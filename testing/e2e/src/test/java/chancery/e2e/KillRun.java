package chancery.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Kills again and again while clients send, lets the last life finish, and counts. */
final class KillRun {
    private static final int SESSIONS = 6;
    private static final Duration FINISH = Duration.ofSeconds(60);
    /** From the next hop's 250 to the record of it: a batch of results and its flush, on a machine that is busy. */
    private static final Duration RECORD = Duration.ofSeconds(5);

    private final Gateway gateway;
    private final Sink sink;
    private final DatabaseProcesses database;
    private final Runnable restartDatabase;
    private final Random random;
    private final List<Outage> outages = new ArrayList<>();
    private long longestStart;

    /** From the first kill until everything runs again, System.nanoTime. */
    private record Outage(long from, long to) {}

    /**
     * @param longestStart of a life, from its process to its first connection
     * @param longestMail from connect to reply, whatever it was
     * @param finish from the last client's end to the last arrival
     * @param twice arrived more than once, each explained by an outage unless it is in {@code unexplained}
     */
    record Result(
            int kills,
            int sent,
            int answered,
            Set<String> lost,
            Set<String> changed,
            int twice,
            Set<String> unexplained,
            Duration longestStart,
            Duration longestMail,
            Duration finish) {}

    /** @param restartDatabase when nobody else does */
    KillRun(Gateway gateway, Sink sink, DatabaseProcesses database, Runnable restartDatabase, Random random) {
        this.gateway = gateway;
        this.sink = sink;
        this.database = database;
        this.restartDatabase = restartDatabase;
        this.random = random;
    }

    Result run(int kills) {
        Load load = Load.start(gateway::mx, SESSIONS);
        try (load) {
            for (int i = 0; i < kills; i++) {
                Await.pause(Duration.ofMillis(100 + random.nextInt(1200)));
                int before = load.answered().size();
                strike();
                Await.until(
                        Duration.ofSeconds(60),
                        "mail is accepted again",
                        () -> load.answered().size() > before + 5);
            }
        }
        long end = System.nanoTime();
        if (!Await.met(FINISH, () -> sink.arrived().containsAll(load.answered()))) {
            System.out.println("e2e kills: late, threads in " + gateway.dumpThreads());
        }
        return count(kills, load, Duration.ofNanos(System.nanoTime() - end));
    }

    /** One end of one or both, and the way back. */
    private void strike() {
        long from = System.nanoTime();
        int kind = random.nextInt(10);
        if (kind < 5) {
            gateway.kill();
        } else if (kind < 8) {
            gateway.kill();
            database.kill();
            restartDatabase.run();
        } else {
            database.kill();
            restartDatabase.run();
        }
        if (!gateway.isAlive()) {
            revive();
        }
        outages.add(new Outage(from, System.nanoTime()));
    }

    private void revive() {
        if (random.nextInt(8) == 0) {
            gateway.launch();
            Await.pause(Duration.ofMillis(random.nextInt(1500))); // an end in the middle of a start
            gateway.kill();
        }
        long begin = System.nanoTime();
        gateway.start();
        longestStart = Math.max(longestStart, System.nanoTime() - begin);
    }

    private Result count(int kills, Load load, Duration finish) {
        Set<String> arrived = sink.arrived();
        Set<String> queued = arrived.containsAll(load.answered()) ? Set.of() : queued();
        var lost = load.answered().stream()
                .filter(m -> !arrived.contains(m) && !queued.contains(m))
                .collect(Collectors.toCollection(TreeSet::new));
        var twice = load.answered().stream()
                .filter(m -> sink.arrivals(m).size() > 1)
                .toList();
        var unexplained = twice.stream()
                .filter(m -> !isExplained(sink.arrivals(m)))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Result(
                kills,
                load.begun(),
                load.answered().size(),
                lost,
                sink.changed(),
                twice.size(),
                unexplained,
                Duration.ofNanos(longestStart),
                load.longest(),
                finish);
    }

    private boolean isExplained(List<Long> arrivals) {
        for (int i = 1; i < arrivals.size(); i++) {
            long first = arrivals.get(i - 1);
            long second = arrivals.get(i);
            if (outages.stream()
                    .noneMatch(o -> o.from() <= second && first <= o.to() && o.from() - first < RECORD.toNanos())) {
                return false;
            }
        }
        return true;
    }

    private Set<String> queued() {
        return gateway.api().queue().findValuesAsString("recipients").isEmpty()
                ? Set.of()
                : gateway.api()
                        .queue()
                        .valueStream()
                        .flatMap(entry -> entry.path("recipients").valueStream())
                        .map(address -> address.asString("").replaceAll("@.*", ""))
                        .collect(Collectors.toSet());
    }
}

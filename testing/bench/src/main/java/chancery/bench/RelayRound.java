package chancery.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One relay under one load.
 *
 * @param accepted mails per second from the first connection to the last reply
 * @param rate mails per second from the first connection to the last arrival at the sink
 * @param p50 milliseconds from the begin of the connection to the arrival at the sink
 * @param p99 the same
 * @param cpu processor seconds of the relay per 1,000 mails
 * @param memory MiB of the relay's processes right after the load
 */
record RelayRound(double accepted, double rate, double p50, double p99, double cpu, double memory) {

    static RelayRound run(Relay relay, Sink sink, int sessions, int mails, int size) throws InterruptedException {
        sink.expect(mails);
        var tree = new ProcessTree(relay.process());
        double cpuBefore = tree.cpuSeconds();
        var load = new LoadGenerator(relay.port(), sessions, mails, size);
        long start = System.nanoTime();
        load.run(Duration.ofMinutes(10));
        long answered = System.nanoTime();
        if (load.refused() > 0) {
            throw new IllegalStateException(
                    load.refused() + " mails were not taken by " + relay.name() + ": " + load.why());
        }
        awaitAll(sink, mails);
        double cpu = tree.cpuSeconds() - cpuBefore;
        long last = 0;
        double[] latency = new double[mails];
        for (int i = 0; i < mails; i++) {
            last = Math.max(last, sink.arrivalOf(i));
            latency[i] = (sink.arrivalOf(i) - load.startOf(i)) / 1e6;
        }
        Arrays.sort(latency);
        return new RelayRound(
                mails / ((answered - start) / 1e9),
                mails / ((last - start) / 1e9),
                latency[mails / 2],
                latency[(int) (mails * 0.99)],
                cpu / mails * 1000,
                tree.memoryMib());
    }

    /** The median of each figure. */
    static RelayRound median(List<RelayRound> rounds) {
        return new RelayRound(
                median(rounds, RelayRound::accepted),
                median(rounds, RelayRound::rate),
                median(rounds, RelayRound::p50),
                median(rounds, RelayRound::p99),
                median(rounds, RelayRound::cpu),
                median(rounds, RelayRound::memory));
    }

    private static double median(List<RelayRound> rounds, ToDoubleFunction<RelayRound> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    static void awaitAll(Sink sink, int mails) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (sink.arrived() < mails) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only " + sink.arrived() + " of " + mails + " mails arrived");
            }
            Thread.sleep(5);
        }
    }
}

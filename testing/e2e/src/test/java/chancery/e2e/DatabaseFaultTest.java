package chancery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.testkit.FreePorts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database stops, hangs, or is slow, and comes back; the gateway stays the same process all the while. */
final class DatabaseFaultTest {
    private final Sink sink = new Sink(Load::content);
    private final ExternalPostgres postgres =
            ExternalPostgres.start(GatewayProgram.freshFolder("external"), FreePorts.next());
    private final Gateway gateway = Gateway.started(GatewayConfig.to(sink).withDatabase(postgres.section()));
    private final long process = gateway.pid();

    @AfterEach
    void close() {
        postgres.processes().signal("CONT");
        gateway.close();
        postgres.close();
        sink.close();
    }

    private void judge(Load load) {
        Await.met(Duration.ofSeconds(60), () -> sink.arrived().containsAll(load.answered()));
        System.out.println("e2e database: begun=" + load.begun() + " answered="
                + load.answered().size() + " longest=" + load.longest().toMillis() + "ms refusals=" + load.refusals());
        assertThat(load.answered()).as("lost").isSubsetOf(sink.arrived());
        assertThat(sink.changed()).isEmpty();
        assertThat(gateway.pid()).isEqualTo(process);
        assertThat(gateway.isAlive()).isTrue();
    }

    private static List<String> twice(Set<String> mails, Sink sink) {
        return mails.stream().filter(m -> sink.arrivals(m).size() > 1).toList();
    }

    @Test
    void stoppedAndBack() {
        Load load = Load.start(gateway::mx, 4);
        try (load) {
            Await.until(
                    Duration.ofSeconds(30), "mail flows", () -> load.answered().size() > 20);
            postgres.stop();
            int refused = refusedFourYz(load);
            Await.until(Duration.ofSeconds(60), "4yz while it is away", () -> refusedFourYz(load) > refused + 4);
            postgres.launch();
            int before = load.answered().size();
            Await.until(
                    Duration.ofSeconds(60),
                    "mail flows again",
                    () -> load.answered().size() > before + 20);
        }
        judge(load);
        assertThat(load.refusals().keySet()).as("nothing but 4yz").allMatch(r -> r.startsWith("4"));
    }

    private static int refusedFourYz(Load load) {
        return load.refusals().entrySet().stream()
                .filter(e -> e.getKey().startsWith("4"))
                .mapToInt(java.util.Map.Entry::getValue)
                .sum();
    }

    /** Longer than a lease, so that results of attempts must wait for their record without a second attempt. */
    @Test
    void hungForLongerThanALease() {
        Load load = Load.start(gateway::mx, 6);
        try (load) {
            Await.until(
                    Duration.ofSeconds(30), "mail flows", () -> load.answered().size() > 20);
            sink.holdAnswers();
            Await.until(
                    Duration.ofSeconds(30),
                    "attempts wait",
                    () -> load.answered().size() > 40);
            postgres.processes().signal("STOP");
            sink.answerAgain();
            Await.pause(Duration.ofSeconds(8));
            postgres.processes().signal("CONT");
            int before = load.answered().size();
            Await.until(
                    Duration.ofSeconds(60),
                    "mail flows again",
                    () -> load.answered().size() > before + 20);
        }
        judge(load);
        assertThat(twice(load.answered(), sink)).as("twice though nobody died").isEmpty();
    }

    /** It answers, but in bursts: clients wait a little longer and none is sent away. */
    @Test
    void slowUnderAPeakOfClients() throws IOException {
        Load load = Load.start(gateway::mx, 200);
        try (load) {
            for (int i = 0; i < 10; i++) {
                postgres.processes().signal("STOP");
                Await.pause(Duration.ofMillis(300));
                postgres.processes().signal("CONT");
                Await.pause(Duration.ofMillis(200));
            }
            Await.until(
                    Duration.ofSeconds(60), "mail flows", () -> load.answered().size() > 200);
        }
        judge(load);
        assertThat(load.refusals()).as("sent away at a short peak").isEmpty();
        assertThat(twice(load.answered(), sink)).isEmpty();
    }
}

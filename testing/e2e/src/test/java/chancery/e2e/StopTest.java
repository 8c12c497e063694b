package chancery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** SIGTERM under load: what was accepted is finished or kept, and the next start goes on with it. */
final class StopTest {
    @Test
    void nothingIsLostAndNothingArrivesTwice() {
        try (var sink = new Sink(Load::content);
                var gateway = Gateway.started(GatewayConfig.to(sink))) {
            Load load = Load.start(gateway::mx, 6);
            try (load) {
                Await.until(
                        Duration.ofSeconds(30),
                        "mail flows",
                        () -> load.answered().size() > 50);
                long begin = System.nanoTime();
                int status = gateway.terminate(Duration.ofSeconds(60));
                System.out.println("e2e stop: "
                        + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms, status " + status
                        + ", refusals " + load.refusals());
                // 128 and the number of SIGTERM
                assertThat(status).isEqualTo(143);
                assertThat(gateway.database().all())
                        .as("no process of the database is left")
                        .isEmpty();
                int before = load.answered().size();
                gateway.start();
                Await.until(
                        Duration.ofSeconds(30),
                        "mail flows again",
                        () -> load.answered().size() > before + 20);
            }
            Await.met(Duration.ofSeconds(30), () -> sink.arrived().containsAll(load.answered()));
            assertThat(load.answered()).isSubsetOf(sink.arrived());
            assertThat(load.answered()).allMatch(m -> sink.arrivals(m).size() == 1);
            assertThat(sink.changed()).isEmpty();
        }
    }
}

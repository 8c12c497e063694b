package chancery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.testkit.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} at random moments under load: what was answered 250 arrives, and twice only where nobody can help it. */
final class KillTest {
    private static final int SOAK_KILLS = Integer.getInteger("e2e.kills", 100);
    private static final long SEED = Long.getLong("e2e.seed", new Random().nextLong());

    @Test
    void embeddedDatabase() {
        embedded(3);
    }

    @Test
    void externalDatabase() {
        external(2);
    }

    @Test
    @Tag("soak")
    void embeddedDatabaseOften() {
        embedded(SOAK_KILLS);
    }

    @Test
    @Tag("soak")
    void externalDatabaseOften() {
        external(SOAK_KILLS);
    }

    private static void embedded(int kills) {
        try (var sink = new Sink(Load::content);
                var gateway = Gateway.started(GatewayConfig.to(sink))) {
            judge(new KillRun(gateway, sink, gateway.database(), () -> {}, new Random(SEED)).run(kills), "embedded");
        }
    }

    private static void external(int kills) {
        Path folder = GatewayProgram.freshFolder("external");
        try (var sink = new Sink(Load::content);
                var postgres = ExternalPostgres.start(folder, FreePorts.next());
                var gateway = Gateway.started(GatewayConfig.to(sink).withDatabase(postgres.section()))) {
            var run = new KillRun(gateway, sink, postgres.processes(), postgres::launch, new Random(SEED));
            judge(run.run(kills), "external");
        }
    }

    private static void judge(KillRun.Result result, String kind) {
        System.out.println("e2e kills " + kind + " seed=" + SEED + ": " + result);
        assertThat(result.answered()).as("mails answered 250").isGreaterThan(5 * result.kills());
        assertThat(result.lost())
                .as("answered 250 and neither arrived nor queued")
                .isEmpty();
        assertThat(result.changed()).as("arrived as something else").isEmpty();
        assertThat(result.unexplained())
                .as("arrived twice without a kill between")
                .isEmpty();
        assertThat(result.finish()).as("the queue is worked off").isLessThan(Duration.ofSeconds(50));
        assertThat(result.longestStart()).isLessThan(Duration.ofSeconds(30));
    }
}

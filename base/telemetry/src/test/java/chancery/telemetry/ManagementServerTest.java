package chancery.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.FaultException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
    private final Metrics metrics = Metrics.ofThisProcess();
    private final ManagementServer server = ManagementServer.start("127.0.0.1", 0, metrics);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        server.close();
        metrics.close();
    }

    private HttpResponse<String> request(String method, String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        var request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void healthIsUpAndReadyFollowsItsParts() throws Exception {
        assertThat(request("GET", "/health").statusCode()).isEqualTo(200);
        assertThat(request("GET", "/ready").statusCode()).isEqualTo(503);
        var state = new AtomicReference<Readiness>(new Readiness.NotReady("no \"connection\""));
        server.part("database", state::get);
        assertThat(request("GET", "/ready").body())
                .isEqualTo("{\"status\":\"not ready\",\"database\":\"no \\\"connection\\\"\"}\n");
        state.set(new Readiness.Ready());
        assertThat(request("GET", "/ready").statusCode()).isEqualTo(200);
        server.part("bad", () -> {
            throw new IllegalStateException("x");
        });
        assertThat(request("GET", "/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void metricsAreReadByPrometheus() throws Exception {
        metrics.counter("chancery.mails", "Mails", "outcome", "accepted").increment();
        metrics.fault(TelemetryError.MANAGEMENT_FAILED);
        metrics.timer("chancery.delivery", "Time of a delivery").record(java.time.Duration.ofMillis(3));
        metrics.gauge("chancery.queue", "Entries", () -> 42);
        var text = request("GET", "/metrics").body();
        assertThat(text)
                .contains("chancery_mails_total{outcome=\"accepted\"} 1.0")
                .contains("chancery_faults_total{class=\"LOCAL\",code=\"9102\",name=\"MANAGEMENT_FAILED\"} 1.0")
                .contains("chancery_delivery_seconds_bucket{le=\"0.005\"} 1")
                .contains("chancery_queue 42.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void nothingElseIsAnswered() throws Exception {
        assertThat(request("GET", "/other").statusCode()).isEqualTo(404);
        assertThat(request("POST", "/health").statusCode()).isEqualTo(405);
        assertThat(request("HEAD", "/health").body()).isEmpty();
    }

    @Test
    void takenPortNamesItsKey() {
        int port = server.address().getPort();
        assertThatThrownBy(() -> ManagementServer.start("127.0.0.1", port, metrics))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("port " + port)
                .hasMessageContaining("listeners.management");
    }
}

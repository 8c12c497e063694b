package chancery.telemetry;

import chancery.mail.FaultException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers {@code /health} (the process lives), {@code /ready} (it can serve: each part that was registered says so) and
 * {@code /metrics}. Without sign-in, so it listens on loopback unless the operator says otherwise.
 */
public final class ManagementServer implements AutoCloseable {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int WAITING_CONNECTIONS = 50;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Supplier<Readiness>> parts = new ConcurrentHashMap<>();
    private final Metrics metrics;

    /**
     * Starts it; {@code /ready} says no until a part has been registered. Port 0 is any free one. Throws
     * {@link FaultException} when the port is taken.
     */
    public static ManagementServer start(String host, int port, Metrics metrics) {
        try {
            var server = HttpServer.create(new InetSocketAddress(host, port), WAITING_CONNECTIONS);
            return new ManagementServer(server, metrics);
        } catch (BindException e) {
            throw new FaultException(
                    TelemetryError.MANAGEMENT_PORT_TAKEN,
                    "port " + port + " on " + host + " is taken by another program; set listeners.management");
        } catch (IOException e) {
            throw new FaultException(TelemetryError.MANAGEMENT_FAILED, e);
        }
    }

    private ManagementServer(HttpServer server, Metrics metrics) {
        this.server = server;
        this.metrics = metrics;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it listens, with the port it got. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Adds a part that must be ready; asked at each request, so it must answer within a second and not fail. */
    public void part(String name, Supplier<Readiness> readiness) {
        parts.put(name, readiness);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, JSON, "{\"status\":\"only GET\"}\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> send(exchange, 200, JSON, "{\"status\":\"up\"}\n");
                case "/ready" -> sendReadiness(exchange);
                case "/metrics" -> send(exchange, 200, PROMETHEUS, metrics.scrape());
                default -> send(exchange, 404, JSON, "{\"status\":\"known here: /health /ready /metrics\"}\n");
            }
        }
    }

    private void sendReadiness(HttpExchange exchange) throws IOException {
        var reasons = new LinkedHashMap<String, String>();
        parts.forEach((name, part) -> {
            switch (ask(part)) {
                case Readiness.Ready _ -> {}
                case Readiness.NotReady no -> reasons.put(name, no.why());
            }
        });
        if (parts.isEmpty()) {
            reasons.put("server", "starting");
        }
        var body = new StringBuilder(reasons.isEmpty() ? "{\"status\":\"ready\"" : "{\"status\":\"not ready\"");
        reasons.forEach((name, why) -> body.append(",\"")
                .append(name)
                .append("\":\"")
                .append(escape(why))
                .append('"'));
        send(exchange, reasons.isEmpty() ? 200 : 503, JSON, body.append("}\n").toString());
    }

    private static Readiness ask(Supplier<Readiness> part) {
        try {
            return part.get();
        } catch (RuntimeException e) {
            return new Readiness.NotReady(e.getClass().getSimpleName());
        }
    }

    private static String escape(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

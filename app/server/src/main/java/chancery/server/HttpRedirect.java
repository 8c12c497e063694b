package chancery.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Sends a browser that asked without TLS to the same path with it; nothing else is served here. */
final class HttpRedirect implements AutoCloseable {
    private static final int LONGEST_PATH = 2_000;

    private final HttpServer server;

    private HttpRedirect(HttpServer server) {
        this.server = server;
    }

    static HttpRedirect open(InetSocketAddress address, URI target) throws ServerStartException {
        try {
            HttpServer server = HttpServer.create(address, 50);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> redirect(exchange, target));
            server.start();
            return new HttpRedirect(server);
        } catch (IOException e) {
            throw new ServerStartException(
                    "port " + address.getPort() + " cannot be opened: is another program using it? Choose another by"
                            + " listeners.http, or off",
                    e);
        }
    }

    private static void redirect(HttpExchange exchange, URI target) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        boolean plain = path != null && path.length() < LONGEST_PATH && path.startsWith("/") && !path.startsWith("//");
        String location = target.resolve(plain ? path : "/").toString();
        byte[] text = ("This page is at " + location + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Location", location);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(308, head ? -1 : text.length);
        if (!head) {
            exchange.getResponseBody().write(text);
        }
        exchange.close();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

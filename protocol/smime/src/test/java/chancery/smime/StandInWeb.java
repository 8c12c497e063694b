package chancery.smime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A web server of an authority on a free port of the loopback, which answers as a test wants. */
final class StandInWeb implements AutoCloseable {
    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Behaviour behaviour = (exchange, body) -> exchange.sendResponseHeaders(404, -1);

    /** What is done with a request. */
    interface Behaviour {
        void answer(HttpExchange exchange, byte[] body) throws Exception;
    }

    StandInWeb() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().getPath());
                behaviour.answer(exchange, exchange.getRequestBody().readAllBytes());
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    void behave(Behaviour wanted) {
        behaviour = wanted;
    }

    static Behaviour sends(byte[] octets) {
        return (exchange, body) -> send(exchange, octets);
    }

    static void send(HttpExchange exchange, byte[] octets) throws IOException {
        exchange.sendResponseHeaders(200, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
    }

    /** Returns only when the test is over. */
    void hang() throws InterruptedException {
        over.await();
    }

    CountDownLatch over() {
        return over;
    }

    String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}

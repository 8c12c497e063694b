package chancery.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * Mails through a gateway while the JVM watches which classes and which paths it needs, so that the next start is fast
 * and the first mails after it too.
 */
public final class TrainingLoad implements AutoCloseable {
    private static final int SESSIONS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** @param size octets of each mail, about */
    private record Part(int mails, int size) {}

    private static final Part[] PARTS = {new Part(500, 4 << 10), new Part(100, 100 << 10)};

    private final Sink sink;

    private TrainingLoad(Sink sink) {
        this.sink = sink;
    }

    /** Opens the sink to which the gateway delivers. */
    public static TrainingLoad open() throws IOException {
        return new TrainingLoad(new Sink());
    }

    /** Where the sink listens on loopback. */
    public int sinkPort() {
        return sink.port();
    }

    /** Sends and waits for the arrivals; the gateway must relay for loopback and deliver {@code sink.example} here. */
    public void run(int port) throws InterruptedException {
        for (Part part : PARTS) {
            sink.expect(part.mails());
            var load = new LoadGenerator(port, SESSIONS, part.mails(), part.size());
            load.run(PATIENCE);
            if (load.refused() > 0) {
                throw new IllegalStateException(load.refused() + " mails were not taken: " + load.why());
            }
            RelayRound.awaitAll(sink, part.mails());
        }
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}

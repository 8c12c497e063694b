package chancery.smtp;

import chancery.net.AddressLimiter;
import chancery.net.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An SMTP server on one address. */
public final class SmtpListener implements AutoCloseable {
    private final SessionSettings settings;
    private final AddressLimiter perAddress;
    private final Set<SessionWatch> sessions = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watcher;
    private final Listener listener;
    private volatile boolean stopping;

    private SmtpListener(ListenerConfig config, SmtpService service) {
        String name = "smtp-" + config.kind().name().toLowerCase(Locale.ROOT);
        this.settings =
                new SessionSettings(config, service, new Capabilities(config), new SecureRandom(), () -> stopping);
        this.perAddress = new AddressLimiter(config.limits().session().perAddress());
        this.listener =
                Listener.start(name, config.address(), config.limits().session().connections(), new Connections());
        this.watcher = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name + "-watch").factory());
        long tick = tick(config.limits().patience()).toNanos();
        var _ = watcher.scheduleWithFixedDelay(this::look, tick, tick, TimeUnit.NANOSECONDS);
    }

    /**
     * Binds the address and starts to serve.
     *
     * @throws chancery.mail.FaultException when the address cannot be bound
     */
    public static SmtpListener start(ListenerConfig config, SmtpService service) {
        return new SmtpListener(config, service);
    }

    /** A deadline is kept to within a quarter of the shortest one, and a second at most. */
    private static Duration tick(SmtpLimits.Patience patience) {
        long shortest = Stream.of(patience.command(), patience.block(), patience.content(), patience.drain())
                .mapToLong(Duration::toMillis)
                .min()
                .orElse(1_000);
        return Duration.ofMillis(Math.clamp(shortest / 4, 10, 1_000));
    }

    private void look() {
        String farewell = Replies.line(Replies.STOPPING);
        for (SessionWatch session : sessions) {
            session.look();
            if (stopping) {
                session.endIfIdle(farewell);
            }
        }
    }

    private final class Connections implements Listener.ConnectionService {
        @Override
        public void serve(Socket socket) throws IOException {
            var watch = new SessionWatch(socket);
            sessions.add(watch);
            try {
                new ServerConnection(settings, socket, watch).run(perAddress);
            } finally {
                sessions.remove(watch);
            }
        }

        @Override
        public void refuse(Socket socket) throws IOException {
            if (settings.config().kind() != ListenerKind.SUBMISSIONS) {
                String line = ServerConnection.greetingLine(Replies.TOO_MANY_CONNECTIONS) + "\r\n";
                socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** The address in use; tells the port where 0 was asked for. */
    public InetSocketAddress localAddress() {
        return listener.localAddress();
    }

    /** Connections being served now. */
    public int connections() {
        return listener.connections();
    }

    /**
     * Takes no more connections, tells idle clients to come back (421), and lets transactions that have begun come to
     * their end. What is left after {@code grace} is cut off.
     *
     * @return true when nothing had to be cut off
     */
    public boolean stop(Duration grace) {
        listener.stopAccepting();
        stopping = true;
        look();
        boolean done = listener.awaitIdle(grace);
        listener.close();
        watcher.shutdownNow();
        return done;
    }

    /** Stops at once. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}

package chancery.server;

import chancery.config.ListenPort;
import chancery.config.ServerConfig;
import chancery.mail.FaultException;
import chancery.mail.SyntaxException;
import chancery.net.CidrSet;
import chancery.net.ServerTls;
import chancery.smtp.ListenerConfig;
import chancery.smtp.ListenerKind;
import chancery.smtp.SmtpLimits;
import chancery.smtp.SmtpListener;
import chancery.smtp.SmtpService;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SMTP listeners. */
final class Edges implements AutoCloseable {
    private final Map<ListenerKind, List<SmtpListener>> open = new LinkedHashMap<>();

    static Edges open(ServerConfig config, ServerTls tls, byte[] scramSecret, SmtpService service)
            throws ServerStartException {
        var edges = new Edges();
        var listeners = config.listeners();
        try {
            edges.open(ListenerKind.MX, listeners.mx(), "mx", config, tls, scramSecret, service);
            edges.open(
                    ListenerKind.SUBMISSION, listeners.submission(), "submission", config, tls, scramSecret, service);
            edges.open(
                    ListenerKind.SUBMISSIONS,
                    listeners.submissions(),
                    "submissions",
                    config,
                    tls,
                    scramSecret,
                    service);
            return edges;
        } catch (ServerStartException e) {
            edges.close();
            throw e;
        }
    }

    private void open(
            ListenerKind kind,
            ListenPort port,
            String key,
            ServerConfig config,
            ServerTls tls,
            byte[] scramSecret,
            SmtpService service)
            throws ServerStartException {
        if (port.isOff()) {
            return;
        }
        for (String address : config.listeners().addresses()) {
            var socket = socket(address, port.number());
            var listener = new ListenerConfig(
                    kind, socket, config.hostname(), Optional.of(tls), proxies(config), limits(config), scramSecret);
            try {
                open.computeIfAbsent(kind, k -> new ArrayList<>()).add(SmtpListener.start(listener, service));
            } catch (FaultException e) {
                throw new ServerStartException(
                        "port " + port + " cannot be opened on " + address + ": is another program using it? Choose"
                                + " another by listeners." + key + ", or off",
                        e);
            }
        }
    }

    static InetSocketAddress socket(String address, int port) {
        return address.equals("*") ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
    }

    private static CidrSet proxies(ServerConfig config) throws ServerStartException {
        try {
            return CidrSet.parse(config.listeners().proxies());
        } catch (SyntaxException e) {
            throw new ServerStartException("listeners.proxies: " + e.getMessage(), e);
        }
    }

    private static SmtpLimits limits(ServerConfig config) {
        var limits = config.limits();
        var preset = SmtpLimits.DEFAULT;
        return new SmtpLimits(
                new SmtpLimits.Content(
                        limits.messageSize().octets(),
                        (int) limits.lineLength().octets() + 2,
                        preset.content().drain()),
                new SmtpLimits.Session(
                        limits.connections(),
                        limits.connectionsPerAddress(),
                        limits.recipients(),
                        preset.session().transactions(),
                        limits.errors(),
                        preset.session().commandsPerMinute()),
                new SmtpLimits.Patience(
                        limits.idle(),
                        limits.idle(),
                        preset.patience().content(),
                        (int) limits.slowest().octets(),
                        preset.patience().rateAfter(),
                        preset.patience().drain()));
    }

    /** The port in use, where one was opened. */
    Optional<Integer> port(ListenerKind kind) {
        return Optional.ofNullable(open.get(kind))
                .map(l -> l.getFirst().localAddress().getPort());
    }

    int connections() {
        return open.values().stream()
                .flatMap(List::stream)
                .mapToInt(SmtpListener::connections)
                .sum();
    }

    /** Takes no new connections and lets running transactions come to their end. */
    void stop(Duration grace) {
        var all = open.values().stream().flatMap(List::stream).toList();
        var threads = all.stream()
                .map(l -> Thread.ofVirtual().start(() -> l.stop(grace)))
                .toList();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        open.values().forEach(listeners -> listeners.forEach(SmtpListener::close));
    }
}

package chancery.demo;

import chancery.net.ServerTls;
import chancery.net.TlsContexts;
import chancery.smtp.ListenerConfig;
import chancery.smtp.ListenerKind;
import chancery.smtp.SmtpListener;
import chancery.testkit.TestCa;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The mail servers of all domains of the stand-in world, on free ports of 127.0.0.1. */
final class World implements AutoCloseable {
    private final Map<WorldDomain, SmtpListener> servers = new EnumMap<>(WorldDomain.class);

    /** @param ca signs the certificates that verify */
    static World start(WorldMailbox mailbox, TestCa ca) {
        var world = new World();
        for (WorldDomain domain : WorldDomain.values()) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            String name = "mx." + domain.domain();
            ListenerConfig plain = ListenerConfig.plain(ListenerKind.MX, address, name);
            ListenerConfig config = tls(domain, name, ca).map(plain::withTls).orElse(plain);
            world.servers.put(domain, SmtpListener.start(config, new WorldService(domain, mailbox)));
        }
        return world;
    }

    private static Optional<ServerTls> tls(WorldDomain domain, String name, TestCa ca) {
        return switch (domain.tls()) {
            case NONE -> Optional.empty();
            case VERIFIES ->
                Optional.of(TlsContexts.server(ca.server(domain.domain(), name).keyStore()));
            case DOES_NOT_VERIFY ->
                Optional.of(TlsContexts.server(TestCa.selfSigned(name).keyStore()));
        };
    }

    int port(WorldDomain domain) {
        SmtpListener server = servers.get(domain);
        if (server == null) {
            throw new IllegalStateException(domain + " was not started");
        }
        return server.localAddress().getPort();
    }

    @Override
    public void close() {
        servers.values().forEach(SmtpListener::close);
    }
}

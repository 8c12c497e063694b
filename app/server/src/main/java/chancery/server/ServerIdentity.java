package chancery.server;

import chancery.config.ServerConfig;
import chancery.net.ServerTls;
import chancery.net.TlsContexts;
import chancery.telemetry.Event;
import chancery.telemetry.EventLog;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/** The certificate that all listeners show, and the address under which guests find us. */
record ServerIdentity(Path chain, Path key, ServerTls tls, URI portalUrl) {
    private static final EventLog LOG = EventLog.of("server");

    static ServerIdentity of(ServerConfig config, Path data, Clock clock) {
        var listeners = config.listeners();
        if (listeners.certificate().isPresent() && listeners.certificateKey().isPresent()) {
            Path chain = listeners.certificate().get().toAbsolutePath();
            Path key = listeners.certificateKey().get().toAbsolutePath();
            return new ServerIdentity(chain, key, TlsContexts.server(chain, key), portalUrl(config));
        }
        Path folder = data.resolve("certificate");
        ServerTls tls = TlsContexts.selfSigned(folder, config.hostname(), clock);
        LOG.write(Event.CERTIFICATE_MADE);
        return new ServerIdentity(
                folder.resolve(config.hostname() + ".crt"),
                folder.resolve(config.hostname() + ".key"),
                tls,
                portalUrl(config));
    }

    static URI portalUrl(ServerConfig config) {
        return config.portal()
                .baseUrl()
                .orElseGet(() -> URI.create("https://" + config.hostname() + ":"
                        + config.listeners().https().number()));
    }
}

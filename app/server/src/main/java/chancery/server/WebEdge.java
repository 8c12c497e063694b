package chancery.server;

import chancery.admin.Admin;
import chancery.admin.AdminWebConfiguration;
import chancery.config.ServerConfig;
import chancery.portal.Portal;
import chancery.portal.PortalWebConfiguration;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** HTTPS: the portal and the API. */
final class WebEdge implements AutoCloseable {
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({PortalWebConfiguration.class, AdminWebConfiguration.class})
    static class Web {}

    private record Documents(Path folder) implements WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> {
        @Override
        public void customize(ConfigurableServletWebServerFactory factory) {
            factory.setDocumentRoot(folder.toFile());
        }
    }

    private final ConfigurableApplicationContext context;

    private WebEdge(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * @param folder for what it works with, and nothing else
     * @param chain PEM of our certificate and those above it
     * @param key PEM of its private key
     */
    static WebEdge open(ServerConfig config, WebFolder folder, Path chain, Path key, Portal portal, Admin admin)
            throws ServerStartException {
        int port = config.listeners().https().number();
        // Spring would put its own log format, which hides nothing, in place of ours
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        try {
            return new WebEdge(new SpringApplicationBuilder(Web.class)
                    .web(WebApplicationType.SERVLET)
                    .initializers(c -> beans((GenericApplicationContext) c, folder, portal, admin))
                    .properties(properties(config, port, folder.base(), chain, key))
                    .registerShutdownHook(false)
                    .logStartupInfo(false)
                    .run());
        } catch (RuntimeException e) {
            if (isPortInUse(e)) {
                throw new ServerStartException(
                        "port " + port + " cannot be opened: is another program using it? Choose another by"
                                + " listeners.https",
                        e);
            }
            throw e;
        }
    }

    private static void beans(GenericApplicationContext context, WebFolder folder, Portal portal, Admin admin) {
        context.registerBean(Documents.class, () -> new Documents(folder.documents()));
        context.registerBean(Portal.class, () -> portal);
        context.registerBean(Admin.class, () -> admin);
    }

    private static Map<String, Object> properties(ServerConfig config, int port, Path folder, Path chain, Path key) {
        var properties = new HashMap<String, Object>();
        properties.put("server.port", port);
        String address = config.listeners().addresses().getFirst();
        if (!address.equals("*")) {
            properties.put("server.address", address);
        }
        properties.put("server.ssl.certificate", "file:" + chain);
        properties.put("server.ssl.certificate-private-key", "file:" + key);
        properties.put("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
        properties.put("server.server-header", "");
        properties.put("server.tomcat.max-http-form-post-size", "2MB");
        properties.put("server.tomcat.connection-timeout", "20s");
        properties.put("server.tomcat.basedir", folder.toString());
        properties.put("server.error.whitelabel.enabled", "false");
        properties.put("spring.threads.virtual.enabled", "true");
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.main.lazy-initialization", "false");
        properties.put("spring.jmx.enabled", "false");
        return properties;
    }

    private static boolean isPortInUse(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException || cause instanceof java.net.BindException) {
                return true;
            }
        }
        return false;
    }

    int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}

package chancery.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of a gateway, as its operator uses it on the same machine. */
final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TENANT = "clinic";

    static {
        // the certificate that a gateway makes for itself names its hostname, not the address
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    }

    private final Path data;

    Api(Path data) {
        this.data = data;
    }

    /** The tenant of all tests: its domain, and a network of loopback as its relay host. */
    void addClinic(int mailServer, String relayNetwork) {
        send("POST", "tenants", "{\"name\":\"" + TENANT + "\"}");
        String server = "127.0.0.1:" + mailServer;
        send(
                "POST",
                "domains",
                "{\"tenant\":\"%s\",\"domain\":\"clinic.example\",\"mailServer\":\"%s\"}".formatted(TENANT, server));
        send("POST", "relay-hosts", "{\"tenant\":\"%s\",\"network\":\"%s\"}".formatted(TENANT, relayNetwork));
    }

    /** Unfinished entries, at most a page of them. */
    JsonNode queue() {
        return send("GET", "queue?tenant=" + TENANT + "&limit=1000", "");
    }

    /** Throws AssertionError with the answer when it is no success. */
    JsonNode send(String method, String path, String body) {
        try {
            var base = URI.create(Files.readString(data.resolve("api.url")).strip());
            var request = HttpRequest.newBuilder(base.resolve("/api/v1/" + path))
                    .timeout(Duration.ofSeconds(30))
                    .header(
                            "Authorization",
                            "Bearer "
                                    + Files.readString(data.resolve("admin.token"))
                                            .strip())
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            try (HttpClient client = HttpClient.newBuilder().sslContext(trust()).build()) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() >= 300) {
                    throw new AssertionError(String.format(
                            Locale.ROOT, "%s %s: %d %s", method, path, answer.statusCode(), answer.body()));
                }
                return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
            }
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    private SSLContext trust() throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(data.resolve("api.pem"))) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("c" + trusted.size(), certificate);
            }
            var authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            authorities.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, authorities.getTrustManagers(), null);
            return context;
        }
    }
}

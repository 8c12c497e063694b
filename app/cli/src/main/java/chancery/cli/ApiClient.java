package chancery.cli;

import chancery.config.SecretFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Speaks the REST API under {@code /api/v1}; every trouble becomes a sentence for a person. */
final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI base;
    private final String token;

    private ApiClient(HttpClient http, URI base, String token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    static ApiClient connect(URI base, Path tokenFile, ApiTrust trust) {
        try {
            var token = new SecretFile(tokenFile.toAbsolutePath()).read().reveal();
            var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
            trust.context().ifPresent(http::sslContext);
            return new ApiClient(http.build(), base, token);
        } catch (IllegalArgumentException e) {
            throw CliException.misused("no API token: " + e.getMessage()
                    + "; the gateway writes admin.token into its data folder, name it by --data or --token-file");
        }
    }

    /** The address that a gateway wrote into its data folder, or the default one. */
    static URI addressIn(Path data) {
        try {
            return URI.create(Files.readString(data.resolve("api.url")).strip());
        } catch (IOException | IllegalArgumentException e) {
            return URI.create("https://127.0.0.1:8443");
        }
    }

    /** The certificate that a gateway on this machine shows. */
    static ApiTrust trustIn(Path data) {
        var pinned = data.resolve("api.pem");
        return Files.isReadable(pinned) ? new ApiTrust.Exactly(pinned) : new ApiTrust.Public();
    }

    JsonNode get(String path, Map<String, String> query) {
        var text = query.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return send("GET", text.isEmpty() ? path : path + "?" + text, Optional.empty());
    }

    JsonNode send(String method, String path, Optional<JsonNode> body) {
        var content = body.map(node -> HttpRequest.BodyPublishers.ofString(node.toString()))
                .orElseGet(HttpRequest.BodyPublishers::noBody);
        var request = HttpRequest.newBuilder(base.resolve("/api/v1/" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, content)
                .build();
        try (var _ = Waiting.on("waiting for the gateway")) {
            return answer(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            if (Chancery.innermost(e) instanceof UnresolvedAddressException) {
                throw CliException.misused("the host " + base.getHost() + " of --url is not known to the DNS");
            }
            throw CliException.failed(
                    "no gateway answers at " + base + "; start one with ./chancery serve, or name it by --url");
        } catch (SSLException e) {
            throw CliException.failed("the certificate at " + base + " is not trusted (" + e.getMessage()
                    + "); name its authority by --ca");
        } catch (IOException e) {
            throw CliException.failed("the gateway at " + base + " did not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.failed("interrupted");
        }
    }

    private JsonNode answer(HttpResponse<String> response) {
        var body = parse(response.body());
        int status = response.statusCode();
        if (status < 300) {
            return body;
        }
        // RFC 9457 §3.1: title says what kind of problem, detail what about this one
        var title = body.path("title").asString("");
        var detail = body.path("detail").asString("");
        var said = detail.isEmpty() ? title : title.isEmpty() ? detail : title + ": " + detail;
        var all = new StringBuilder(said);
        body.path("errors").forEach(error -> all.append("\n  ").append(error.asString("")));
        said = all.toString();
        throw switch (status) {
            case 401, 403 ->
                CliException.failed("the gateway refuses this token" + (said.isEmpty() ? "" : ": " + said));
            case 404 -> CliException.failed(said.isEmpty() ? "there is no such thing" : said);
            default -> CliException.failed(said.isEmpty() ? "the gateway answered " + status : said);
        };
    }

    static JsonNode parse(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

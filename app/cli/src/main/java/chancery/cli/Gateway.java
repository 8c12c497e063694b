package chancery.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which running gateway a command talks to, and how it shows what it got. */
final class Gateway {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "address of the gateway's API; default: the one of the data folder, else https://127.0.0.1:8443")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "data folder of a gateway on this machine (default: data)")
    private Path data = Path.of("data");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "file with the API token; default: admin.token in the data folder")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "trust this certificate (PEM) instead of the public ones")
    private Optional<Path> ca = Optional.empty();

    @Option(names = "--json", description = "print the API's own answer")
    private boolean json;

    boolean json() {
        return json;
    }

    ApiClient connect() {
        return ApiClient.connect(
                url.orElseGet(() -> ApiClient.addressIn(data)), tokenFile.orElse(data.resolve("admin.token")), trust());
    }

    private ApiTrust trust() {
        if (ca.isPresent()) {
            return new ApiTrust.Authorities(ca.get());
        }
        return url.isPresent() ? new ApiTrust.Public() : ApiClient.trustIn(data);
    }
}

package chancery.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The listeners section. */
public record ListenersConfig(
        @Key(
                text = "Mail from other servers (SMTP). A port, 0 for any free one, or off; the same for the four"
                        + " below.",
                preset = "2525")
        ListenPort mx,

        @Key(text = "Mail from the organisation's own users (submission, STARTTLS).", preset = "2587")
        ListenPort submission,

        @Key(text = "Submission with TLS from the first octet.", preset = "2465")
        ListenPort submissions,

        @Key(text = "The recipients' portal and the REST API.", preset = "8443")
        ListenPort https,

        @Key(text = "Sends a browser that asked without TLS on to HTTPS; nothing else.", preset = "8080")
        ListenPort http,

        @Key(
                text = "Health, readiness and metrics, without sign-in: keep it on loopback or behind a firewall.",
                preset = "127.0.0.1:9464")
        HostPort management,

        @Key(text = "Addresses to listen on; \"*\" is all of IPv4 and IPv6.", preset = "[\"*\"]")
        List<String> addresses,

        @Key(
                text = "Addresses or networks of load balancers that speak the PROXY protocol (v1 or v2), for example"
                        + " [192.0.2.0/24]. They must send it; nobody else may.")
        List<String> proxies,

        @Key(
                text =
                        "Certificate chain (PEM) for every listener; empty: one is made for the hostname, which nobody trusts.")
        Optional<Path> certificate,

        @Key(text = "Private key (PEM, PKCS #8) of that certificate.")
        Optional<Path> certificateKey) {

    public ListenersConfig {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("addresses needs at least one; \"*\" is all");
        }
        if (certificate.isPresent() != certificateKey.isPresent()) {
            throw new IllegalArgumentException(
                    "certificate and certificate-key belong together; one of them is missing");
        }
    }
}

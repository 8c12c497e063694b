package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.testkit.ScriptedSmtpServer;
import chancery.testkit.TestCa;
import chancery.testkit.TestCertificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
@Timeout(30)
class SmtpClientTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final TestCa CA = TestCa.create();

    private final SmtpClient client = new SmtpClient(
            new SmtpClientConfig("client.example", SmtpClientConfig.Timeouts.all(Duration.ofSeconds(5)), 100),
            SmtpClientTrust.of(List.of(CA.certificate())));

    private static ScriptedSmtpServer server(String kind) {
        var server = ScriptedSmtpServer.start("PIPELINING");
        return switch (kind) {
            case "none" -> server;
            case "dies" -> server.handshakeDies();
            case "refused" -> server.tls(certificate("good").context()).on("STARTTLS", "454 4.7.0 not now");
            case "injected" -> server.tls(certificate("good").context()).on("STARTTLS", "220 go\r\n250 injected");
            default -> server.tls(certificate(kind).context());
        };
    }

    private static TestCertificate certificate(String kind) {
        return switch (kind) {
            case "good" -> CA.server("mx.partner.example");
            case "wildcard" -> CA.server("*.partner.example");
            case "expired" -> CA.expired("mx.partner.example");
            case "wrong-name" -> CA.server("mx.other.example");
            case "self-signed" -> TestCa.selfSigned("mx.partner.example");
            case "unknown-ca" -> TestCa.create("Another").server("mx.partner.example");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String word(SmtpClientOpened opened) {
        return switch (opened) {
            case SmtpClientOpened.Ready r -> r.session().evidence().isPresent() ? "tls" : "clear";
            case SmtpClientOpened.Unreachable u -> "unreachable";
            case SmtpClientOpened.Refused r -> "refused";
            case SmtpClientOpened.NoTls n -> n.why();
            case SmtpClientOpened.TlsFailed f -> f.why();
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "none, clear, not-offered",
        "good, tls, tls",
        "wildcard, tls, tls",
        "expired, tls, expired",
        "wrong-name, tls, name-mismatch",
        "self-signed, tls, self-signed",
        "unknown-ca, tls, untrusted",
        "dies, handshake, handshake",
        "refused, refused, refused",
        "injected, injected-before-tls, injected-before-tls"
    })
    void everyServerAgainstEveryRequirement(String kind, String opportunistic, String verified) {
        try (var server = server(kind)) {
            var open =
                    client.connect(server.address(), new SmtpClientTls.Opportunistic("mx.partner.example"), PATIENCE);
            assertThat(word(open)).isEqualTo(opportunistic);
            var proven = client.connect(
                    server.address(),
                    new SmtpClientTls.Verified("mx.partner.example", Set.of("mx.partner.example")),
                    PATIENCE);
            assertThat(word(proven)).isEqualTo(verified);
            assertThat(server.commands()).noneMatch(c -> c.startsWith("MAIL"));
        }
    }

    @Test
    void evidenceShowsWhatWasProven() throws Exception {
        var certificate = CA.server("mx.partner.example", "partner.example");
        try (var server = ScriptedSmtpServer.start().tls(certificate.context())) {
            var tls = new SmtpClientTls.Verified(
                    "mx.partner.example", Set.of("partner.example", ".partner.example", "other.example"));
            for (int i = 0; i < 2; i++) {
                var ready = (SmtpClientOpened.Ready) client.connect(server.address(), tls, PATIENCE);
                var evidence = ready.session().evidence().orElseThrow();
                assertThat(evidence.verified()).isTrue();
                assertThat(evidence.version()).isEqualTo("TLSv1.3");
                assertThat(evidence.namesMatched()).containsExactly(".partner.example", "partner.example");
                assertThat(evidence.chainSha256()).hasSize(2).allMatch(d -> d.matches("[0-9a-f]{64}"));
                assertThat(evidence.certificate().subject()).isEqualTo("CN=mx.partner.example");
                ready.session().close();
            }
        }
    }

    @Test
    void opportunisticEvidenceClaimsNothing() {
        try (var server = server("good")) {
            var ready = (SmtpClientOpened.Ready)
                    client.connect(server.address(), new SmtpClientTls.Opportunistic("mx.partner.example"), PATIENCE);
            assertThat(ready.session().evidence().orElseThrow().verified()).isFalse();
        }
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource({
        "mx.a.example, mx.a.example, true",
        "mx.a.example, a.example, false",
        "*.a.example, mx.a.example, true",
        "*.a.example, a.example, false",
        "*.a.example, x.mx.a.example, false",
        "*.example, a.example, false",
        "m*.a.example, mx.a.example, false",
        "mx.a.example, .a.example, true",
        "*.a.example, .a.example, true",
        "a.example, .a.example, false",
        "mx.xa.example, .a.example, false",
        "*, example, false"
    })
    void names(String presented, String acceptable, boolean same) {
        assertThat(SmtpClientNames.sameHost(presented, acceptable)).isEqualTo(same);
    }
}

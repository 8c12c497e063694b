package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.testkit.RealPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that others wrote, as Debian installs them. */
class InteropTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private static void need(String program) {
        boolean there = RealPeer.find(program).isPresent();
        assertThat(there || !RealPeer.everyProgramIsExpected())
                .as(program + " must be installed where CI is set")
                .isTrue();
        Assumptions.assumeTrue(there, program + " is not installed");
    }

    private static RealPeer swaks(TestServer server, String... more) {
        var command = new ArrayList<>(List.of(
                "swaks",
                "--server",
                "127.0.0.1",
                "--port",
                String.valueOf(server.port()),
                "--from",
                "a@client.example",
                "--to",
                "b@ours.example,c@ours.example",
                "--helo",
                "client.example",
                "--body",
                "from swaks"));
        command.addAll(List.of(more));
        return RealPeer.start(command);
    }

    @Test
    void swaksSendsInClearAndPipelined() {
        need("swaks");
        try (var server = TestServer.of(ListenerKind.MX);
                RealPeer swaks = swaks(server, "--pipeline")) {
            assertThat(swaks.exitCode(PATIENCE)).as(swaks.output()).isZero();
            assertThat(server.service.mails.getFirst().text()).contains("from swaks");
            assertThat(server.service.mails.getFirst().recipients()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tlsv1_2", "tlsv1_3"})
    void swaksSendsAuthenticatedOverTls(String version) {
        need("swaks");
        try (var server = TestServer.of(ListenerKind.SUBMISSION);
                RealPeer swaks = swaks(
                        server,
                        "--tls",
                        "--tls-protocol",
                        version,
                        "--auth",
                        "PLAIN",
                        "--auth-user",
                        "user",
                        "--auth-password",
                        "pencil")) {
            assertThat(swaks.exitCode(PATIENCE)).as(swaks.output()).isZero();
            ConnectionFacts facts = server.service.mails.getFirst().facts();
            assertThat(facts.identity()).contains("account-1");
            assertThat(facts.tls().orElseThrow().version()).isEqualTo(version.replace("tlsv1_", "TLSv1."));
        }
    }

    @Test
    void opensslVerifiesTheCertificateAfterStartTls() throws IOException {
        need("openssl");
        Path trust = Files.writeString(folder.resolve("ca.pem"), TestServer.CA.pem());
        try (var server = TestServer.of(ListenerKind.MX);
                RealPeer openssl = RealPeer.start(List.of(
                        "openssl",
                        "s_client",
                        "-starttls",
                        "smtp",
                        "-connect",
                        "127.0.0.1:" + server.port(),
                        "-CAfile",
                        trust.toString(),
                        "-verify_return_error",
                        "-verify_hostname",
                        "mx.example",
                        "-crlf",
                        "-quiet"))) {
            openssl.type("EHLO client.example\nMAIL FROM:<a@client.example>\nRCPT TO:<b@ours.example>\nDATA\n")
                    .type("typed by hand\n.\nQUIT\n");
            openssl.exitCode(PATIENCE);
            assertThat(openssl.output()).contains("250 2.0.0 Taken");
            assertThat(server.service.mails.getFirst().text()).isEqualTo("typed by hand\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1", "-tls1_1"})
    void oldVersionsOfTlsAreRefused(String version) {
        need("openssl");
        try (var server = TestServer.of(ListenerKind.SUBMISSIONS);
                RealPeer openssl = RealPeer.start(List.of(
                        "openssl",
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + server.port(),
                        version,
                        "-cipher",
                        "DEFAULT@SECLEVEL=0"))) {
            openssl.type("QUIT\n");
            assertThat(openssl.exitCode(PATIENCE)).isNotZero();
            assertThat(openssl.output()).doesNotContain("220 mx.example");
        }
    }
}

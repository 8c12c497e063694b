package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.FaultException;
import chancery.testkit.RealPeer;
import chancery.testkit.TestCa;
import chancery.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsContextsTest {
    private static final TestCa CA = TestCa.create();

    @TempDir
    private Path folder;

    /** Answers one octet over TLS to everyone. */
    private static Listener serving(ServerTls tls) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return Listener.start("test", address, 10, new Listener.ConnectionService() {
            @Override
            public void serve(Socket socket) throws IOException {
                try (SSLSocket secure = tls.layer(socket)) {
                    secure.getOutputStream().write('x');
                }
            }

            @Override
            public void refuse(Socket socket) {}
        });
    }

    private static X509Certificate handshake(Listener server, ClientTls client, String name) throws IOException {
        try (var plain = new Socket(
                InetAddress.getLoopbackAddress(), server.localAddress().getPort())) {
            plain.setSoTimeout(10_000);
            try (SSLSocket secure = client.start(plain, name)) {
                assertThat(secure.getInputStream().read()).isEqualTo('x');
                assertThat(secure.getSession().getProtocol()).isIn("TLSv1.3", "TLSv1.2");
                return (X509Certificate) secure.getSession().getPeerCertificates()[0];
            }
        }
    }

    private static ServerTls showing(TestCertificate certificate) {
        return TlsContexts.server(certificate.keyStore());
    }

    @Test
    void aGoodCertificateIsTakenAndEachBadOneRefused() throws IOException {
        ClientTls verified = TlsContexts.verified(List.of(CA.certificate()));
        try (Listener good = serving(showing(CA.server("mx.example")));
                Listener expired = serving(showing(CA.expired("mx.example")));
                Listener stranger = serving(showing(TestCa.create("Other").server("mx.example")));
                Listener self = serving(showing(TestCa.selfSigned("mx.example")))) {
            assertThat(handshake(good, verified, "mx.example")).isNotNull();
            assertThatThrownBy(() -> handshake(good, verified, "other.example")).isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> handshake(expired, verified, "mx.example")).isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> handshake(stranger, verified, "mx.example"))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> handshake(self, verified, "mx.example")).isInstanceOf(SSLException.class);
            for (Listener any : List.of(good, expired, stranger, self)) {
                assertThat(handshake(any, TlsContexts.opportunistic(), "whatever.example"))
                        .isNotNull();
            }
        }
    }

    @Test
    void aTrustFileIsRead() throws IOException {
        Path trust = Files.writeString(folder.resolve("ca.pem"), CA.pem());
        try (Listener server = serving(showing(CA.server("127.0.0.1")))) {
            assertThat(handshake(server, TlsContexts.verified(trust), "127.0.0.1"))
                    .isNotNull();
            assertThatThrownBy(() -> handshake(server, TlsContexts.verified(), "127.0.0.1"))
                    .isInstanceOf(SSLException.class);
        }
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
        assertThatThrownBy(() -> TlsContexts.verified(empty))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("empty.pem");
    }

    @Test
    void changedFilesAreTakenAndBrokenOnesAreNot() throws IOException {
        var now = new AtomicLong();
        CA.server("one.example").writeTo(folder, "mx");
        Path chain = folder.resolve("mx.crt");
        Path key = folder.resolve("mx.key");
        ServerTls tls = ServerTls.fromFiles(chain, key, now::get);
        try (Listener server = serving(tls)) {
            ClientTls any = TlsContexts.opportunistic();
            assertThat(handshake(server, any, "x").getSubjectX500Principal().getName())
                    .isEqualTo("CN=one.example");
            Files.writeString(chain, CA.server("two.example").chainPem());
            later(chain, now, 1);
            assertThat(handshake(server, any, "x").getSubjectX500Principal().getName())
                    .as("the key belongs to the old certificate still")
                    .isEqualTo("CN=one.example");
            CA.server("three.example").writeTo(folder, "mx");
            later(chain, now, 2);
            assertThat(handshake(server, any, "x").getSubjectX500Principal().getName())
                    .isEqualTo("CN=three.example");
        }
    }

    private static void later(Path file, AtomicLong now, int step) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(step * 10_000L));
        now.addAndGet(2_000_000_000L);
    }

    @Test
    void aKeyThatDoesNotFitIsAFaultThatNamesTheFile() throws IOException {
        CA.server("one.example").writeTo(folder, "one");
        CA.server("two.example").writeTo(folder, "two");
        assertThatThrownBy(() -> TlsContexts.server(folder.resolve("one.crt"), folder.resolve("two.key")))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("two.key");
        assertThatThrownBy(() -> TlsContexts.server(folder.resolve("none.crt"), folder.resolve("two.key")))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("none.crt");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "ecparam -name prime256v1 -genkey -noout",
                "ecparam -name secp384r1 -genkey",
                "genrsa -traditional 2048",
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048",
                "genpkey -algorithm ED25519"
            })
    void keysAsOpensslWritesThemAreRead(String command) throws IOException {
        boolean there = RealPeer.find("openssl").isPresent();
        assertThat(there || !RealPeer.everyProgramIsExpected())
                .as("openssl must be installed where CI is set")
                .isTrue();
        Assumptions.assumeTrue(there, "openssl is not installed");
        Path key = folder.resolve("mx.key");
        Path chain = folder.resolve("mx.crt");
        var generate = new ArrayList<>(List.of("openssl"));
        generate.addAll(List.of(command.split(" ")));
        // behind the first word, because genrsa wants its number last
        generate.addAll(2, List.of("-out", key.toString()));
        run(generate);
        run(List.of(
                "openssl",
                "req",
                "-new",
                "-x509",
                "-key",
                key.toString(),
                "-out",
                chain.toString(),
                "-days",
                "1",
                "-subj",
                "/CN=mx.example",
                "-addext",
                "subjectAltName=DNS:mx.example"));
        try (Listener server = serving(TlsContexts.server(chain, key))) {
            assertThat(handshake(server, TlsContexts.verified(chain), "mx.example"))
                    .isNotNull();
        }
    }

    private static void run(List<String> command) {
        try (RealPeer openssl = RealPeer.start(command)) {
            assertThat(openssl.exitCode(Duration.ofSeconds(60)))
                    .as(openssl.output())
                    .isZero();
        }
    }

    @Test
    void theFirstStartMakesACertificateAndKeepsIt() throws IOException {
        Path keys = folder.resolve("tls");
        X509Certificate first;
        try (Listener server = serving(TlsContexts.selfSigned(keys, "mx.example", Clock.systemUTC()))) {
            first = handshake(server, TlsContexts.opportunistic(), "mx.example");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("mx.example.key"))))
                .isEqualTo("rw-------");
        ClientTls trusting = TlsContexts.verified(keys.resolve("mx.example.crt"));
        try (Listener server = serving(TlsContexts.selfSigned(keys, "mx.example", Clock.systemUTC()))) {
            assertThat(handshake(server, trusting, "mx.example")).isEqualTo(first);
        }
    }
}

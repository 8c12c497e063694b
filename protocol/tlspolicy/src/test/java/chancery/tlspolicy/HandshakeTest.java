package chancery.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.net.FakeDns;
import chancery.net.TlsContexts;
import chancery.net.TlsaRecord;
import chancery.testkit.TestCa;
import chancery.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DANE and the fetching of policies against real TLS servers. */
@NullMarked
class HandshakeTest {
    private static final TestCa CA = TestCa.create();
    private static final String HOST = "mta-sts.a.example";
    private static final String POLICY = "version: STSv1\r\nmode: none\r\nmax_age: 5\r\n";

    /** Answers each connection with the same octets, and notes what was asked. */
    private static final class Server implements AutoCloseable {
        private final SSLServerSocket socket;
        private final AtomicReference<String> asked = new AtomicReference<>("");

        Server(TestCertificate certificate, String answer, boolean thenWait) throws IOException {
            socket = (SSLServerSocket) certificate
                    .context()
                    .getServerSocketFactory()
                    .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try (var client = (SSLSocket) socket.accept()) {
                        var in = client.getInputStream();
                        byte[] request = new byte[4096];
                        int n = in.read(request);
                        asked.set(new String(request, 0, Math.max(n, 0), StandardCharsets.US_ASCII));
                        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                        client.getOutputStream().flush();
                        if (thenWait) {
                            in.read();
                        }
                    } catch (IOException ended) {
                        continue;
                    }
                }
            });
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static PolicyFetcher.Fetched fetch(Server server, Duration deadline) {
        var dns = new FakeDns().address(HOST, "127.0.0.1");
        var tls = TlsContexts.verified(List.of(CA.certificate()));
        return new HttpsPolicyFetcher(dns, tls, server.port(), deadline, _ -> true).fetch(HOST);
    }

    private static String page(String head, String body) {
        return "HTTP/1.1 " + head + "\r\n\r\n" + body;
    }

    record Answer(String name, String octets, String outcome) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Answer> answers() {
        var plain = "200 OK\r\nContent-Type: text/plain";
        var length = plain + "\r\nContent-Length: " + POLICY.length();
        return List.of(
                new Answer("whole", page(length, POLICY), POLICY),
                new Answer("no length", page(plain, POLICY), POLICY),
                new Answer("charset", page("200 OK\r\ncontent-type: Text/Plain; charset=utf-8", POLICY), POLICY),
                new Answer(
                        "chunks",
                        page(plain + "\r\nTransfer-Encoding: chunked", "5;x=y\r\nversi\r\n2\r\non\r\n0\r\n\r\n"),
                        "version"),
                new Answer("interim", page("103 Early Hints\r\nLink: <x>", page(length, POLICY)), POLICY),
                new Answer(
                        "chunks and a length",
                        page(length + "\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
                        "sts-policy-fetch-error"),
                new Answer("packed", page(length + "\r\nContent-Encoding: gzip", POLICY), "sts-policy-fetch-error"),
                new Answer("cut short", page(plain + "\r\nContent-Length: 999", POLICY), "sts-policy-fetch-error"),
                new Answer(
                        "cut in a chunk",
                        page(plain + "\r\nTransfer-Encoding: chunked", "ff\r\nabc"),
                        "sts-policy-fetch-error"),
                new Answer("redirect", page("301 Moved\r\nLocation: https://b.example/", ""), "sts-policy-fetch-error"),
                new Answer(
                        "not found",
                        page("404 Not Found\r\nContent-Type: text/plain", POLICY),
                        "sts-policy-fetch-error"),
                new Answer("HTML", page("200 OK\r\nContent-Type: text/html", POLICY), "sts-policy-fetch-error"),
                new Answer("no type", page("200 OK", POLICY), "sts-policy-fetch-error"),
                new Answer("two lengths", page(length + "\r\nContent-Length: 1", POLICY), "sts-policy-fetch-error"),
                new Answer("no HTTP", "220 mail.example ESMTP\r\n", "sts-policy-fetch-error"),
                new Answer("nothing", "", "sts-policy-fetch-error"),
                new Answer("too much", page(plain, "x".repeat(300_000)), "sts-policy-fetch-error"));
    }

    @ParameterizedTest
    @MethodSource
    void answers(Answer row) throws IOException {
        try (var server = new Server(CA.server(HOST), row.octets(), false)) {
            assertThat(outcome(fetch(server, Duration.ofSeconds(10)))).isEqualTo(row.outcome());
            assertThat(server.asked.get())
                    .startsWith(
                            "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: " + HOST + ":" + server.port() + "\r\n");
        }
    }

    private static String outcome(PolicyFetcher.Fetched fetched) {
        return switch (fetched) {
            case PolicyFetcher.Fetched.Text t -> new String(t.octets(), StandardCharsets.UTF_8);
            case PolicyFetcher.Fetched.Failed f -> f.result().word();
        };
    }

    @Test
    void thePolicysServerMustBeVerified() throws IOException {
        var answer = page("200 OK\r\nContent-Type: text/plain", POLICY);
        for (var certificate : List.of(
                TestCa.selfSigned(HOST),
                CA.expired(HOST),
                CA.server("a.example"),
                TestCa.create("X").server(HOST))) {
            try (var server = new Server(certificate, answer, false)) {
                assertThat(outcome(fetch(server, Duration.ofSeconds(10)))).isEqualTo("sts-webpki-invalid");
                assertThat(server.asked.get()).isEmpty();
            }
        }
    }

    @Test
    void aSlowServerIsLeftAtTheDeadline() throws IOException {
        try (var server = new Server(CA.server(HOST), page("200 OK\r\nContent-Type: text/plain", POLICY), true)) {
            long begun = System.nanoTime();
            assertThat(outcome(fetch(server, Duration.ofSeconds(2)))).isEqualTo("sts-policy-fetch-error");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void noAddressIsAFailureToFetch() {
        var tls = TlsContexts.verified(List.of(CA.certificate()));
        assertThat(outcome(new HttpsPolicyFetcher(new FakeDns(), tls).fetch(HOST)))
                .isEqualTo("sts-policy-fetch-error");
    }

    @Test
    void noPolicyIsFetchedFromAnInternalNetwork() throws IOException {
        var tls = TlsContexts.verified(List.of(CA.certificate()));
        for (String inside : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1")) {
            var fetcher = new HttpsPolicyFetcher(new FakeDns().address(HOST, inside), tls);
            assertThat(fetcher.fetch(HOST))
                    .as(inside)
                    .isEqualTo(new PolicyFetcher.Fetched.Failed(
                            TlsResultType.STS_POLICY_FETCH_ERROR, "no address of " + HOST + " in the public Internet"));
        }
    }

    private static void shake(Server server, TlsaRecord... records) throws IOException {
        var policy = new TlsPolicy.Dane("mx.a.example", List.of(records), List.of(), Set.of("mx.a.example"), List.of());
        var tls = TlsContexts.judged(new DaneVerifier(InstantSource.system()).during(policy));
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), server.port());
                var socket = tls.start(plain, policy.base())) {
            socket.getOutputStream().write("x".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aHandshakeSucceedsOnlyWithAMatchingRecord() throws IOException {
        var own = TestCa.selfSigned("whatever.example");
        var good = TlsaRecords.association(own.chain().getFirst(), 1, 1);
        try (var server = new Server(own, "", false)) {
            shake(server, new TlsaRecord(3, 1, 1, good));
            assertThatThrownBy(() -> shake(server, new TlsaRecord(3, 1, 1, "00".repeat(32))))
                    .isInstanceOf(SSLException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            DaneVerifier.MismatchException.class,
                            e -> assertThat(e.verdict().result()).isEqualTo(TlsResultType.TLSA_INVALID));
            shake(server);
        }
    }

    @Test
    void anAuthorityOfOnesOwnNeedsTheRightName() throws IOException {
        var record = new TlsaRecord(2, 0, 1, TlsaRecords.association(CA.certificate(), 0, 1));
        try (var server = new Server(CA.server("mx.a.example"), "", false)) {
            shake(server, record);
        }
        try (var server = new Server(CA.server("mx.b.example"), "", false)) {
            assertThatThrownBy(() -> shake(server, record)).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void whatIsPublishedForAnOwnDomainMatches() throws Exception {
        var certificate = CA.server("mx.a.example");
        try (var server = new Server(certificate, "", false)) {
            var published =
                    OwnDomainTls.tlsa("mx.a.example", 25, certificate.chain().getFirst());
            assertThat(published.name()).isEqualTo("_25._tcp.mx.a.example");
            shake(server, TlsaParser.parse(published.value()));
            shake(
                    server,
                    TlsaParser.parse(OwnDomainTls.tlsa("mx.a.example", 25, CA.certificate(), 2, 0, 2)
                            .value()));
            assertThat(OwnDomainTls.mtaSts("a.example", "7").zoneLine())
                    .isEqualTo("_mta-sts.a.example. IN TXT \"v=STSv1; id=7;\"");
        }
    }
}

package chancery.outbound;

import static chancery.outbound.Outbound.CONTENT;
import static chancery.outbound.Outbound.attempt;
import static chancery.outbound.Outbound.words;
import static org.assertj.core.api.Assertions.assertThat;

import chancery.config.HostPort;
import chancery.mail.DeliveryOutcome;
import chancery.mail.EnvelopeOptions;
import chancery.mail.TlsRequirement;
import chancery.net.FakeDns;
import chancery.testkit.ScriptedSmtpServer;
import chancery.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
@Timeout(60)
class OutboundDelivererTest {
    private static final TestCa CA = TestCa.create();
    private static final EnvelopeOptions REQUIRE_TLS =
            new EnvelopeOptions(false, false, true, Optional.empty(), Optional.empty());

    private final List<AutoCloseable> open = new ArrayList<>();
    private final FakeDns dns = new FakeDns();

    @TempDir
    Path folder;

    @BeforeEach
    void writeTrust() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), CA.pem());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private ScriptedSmtpServer keep(ScriptedSmtpServer server) {
        open.add(server);
        return server;
    }

    private OutboundDeliverer deliverer(int mxPort) {
        return deliverer(mxPort, Map.of(), Duration.ofSeconds(20));
    }

    private OutboundDeliverer deliverer(int mxPort, Map<String, HostPort> routes, Duration commands) {
        var config = Outbound.config(routes, Optional.of(folder.resolve("ca.pem")), commands);
        var deliverer = Outbound.deliverer(config, dns, mxPort);
        open.add(deliverer);
        return deliverer;
    }

    /** A domain whose one MX is this server. */
    private OutboundDeliverer serving(ScriptedSmtpServer server) {
        dns.mx("partner.example", 10, "mx.partner.example").address("mx.partner.example", "127.0.0.1");
        return deliverer(server.port());
    }

    private ScriptedSmtpServer server(String kind) {
        var server = keep(ScriptedSmtpServer.start("PIPELINING"));
        return switch (kind) {
            case "no-tls" -> server;
            case "good" -> server.tls(CA.server("mx.partner.example").context());
            case "expired" -> server.tls(CA.expired("mx.partner.example").context());
            case "wrong-name" -> server.tls(CA.server("mx.other.example").context());
            case "self-signed" ->
                server.tls(TestCa.selfSigned("mx.partner.example").context());
            case "handshake-dies" -> server.handshakeDies();
            case "starttls-refused" ->
                server.tls(CA.server("mx.partner.example").context()).on("STARTTLS", "454 4.7.0 later");
            case "unreachable" -> {
                server.close();
                yield server;
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no-tls,           relayed 250 2.0.0, clear, impossible no-verified-tls",
        "good,             relayed 250 2.0.0, tls,   relayed 250 2.0.0",
        "expired,          relayed 250 2.0.0, tls,   impossible no-verified-tls",
        "wrong-name,       relayed 250 2.0.0, tls,   impossible no-verified-tls",
        "self-signed,      relayed 250 2.0.0, tls,   impossible no-verified-tls",
        "handshake-dies,   relayed 250 2.0.0, clear, impossible no-verified-tls",
        "starttls-refused, relayed 250 2.0.0, clear, impossible no-verified-tls",
        "unreachable,      delayed 451 4.4.1, none,  delayed 451 4.4.1"
    })
    void everyServerAgainstEveryPromise(String kind, String opportunistic, String how, String verified) {
        var server = server(kind);
        var deliverer = serving(server);
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"))))
                .containsExactly(verified);
        boolean proven = verified.startsWith("relayed");
        assertThat(server.received()).hasSize(proven ? 1 : 0).allMatch(ScriptedSmtpServer.Received::tls);
        assertThat(server.commands().stream().filter(c -> c.startsWith("MAIL"))).hasSize(proven ? 1 : 0);

        assertThat(words(deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly(opportunistic);
        if (!how.equals("none")) {
            assertThat(server.received().getLast().tls()).isEqualTo(how.equals("tls"));
            assertThat(server.received().getLast().content()).isEqualTo(CONTENT);
        }
    }

    @Test
    void evidenceNamesHopAddressTlsAndReply() {
        var server = server("good").on(".", "250 2.0.0 queued as 42");
        var outcome = serving(server)
                .attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"))
                .getFirst()
                .outcome();
        assertThat(outcome.evidence())
                .containsEntry("next-hop", "mx.partner.example")
                .containsEntry("address", "127.0.0.1")
                .containsEntry("port", Integer.toString(server.port()))
                .containsEntry("tls-version", "TLSv1.3")
                .containsEntry("tls-verified", "true")
                .containsEntry("cert-names", "mx.partner.example")
                .containsEntry("reply", "250 2.0.0 queued as 42")
                .containsKeys("tls-cipher", "cert-sha256", "cert-subject");
    }

    @Test
    void oneRefusedOfTwoRecipients() {
        var server = server("no-tls").on("RCPT TO:<nobody@", "550 5.1.1 no such user");
        assertThat(words(serving(server)
                        .attempt(attempt(
                                TlsRequirement.OPPORTUNISTIC, "somebody@partner.example", "nobody@partner.example"))))
                .containsExactly("relayed 250 2.0.0", "failed 550 5.1.1");
        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} answered {1}")
    @CsvSource({
        "RCPT, 450 4.2.1 later, delayed 450 4.2.1",
        "MAIL, 451 4.3.0 later, delayed 451 4.3.0",
        "DATA, 451 4.3.0 later, delayed 451 4.3.0",
        "., 452 4.3.1 full, delayed 452 4.3.1",
        "., 554 5.6.0 no, failed 554 5.6.0",
        "MAIL, 550 5.7.1 no, failed 550 5.7.1",
        "GREETING, 421 4.3.2 busy, delayed 421 4.3.2",
        "GREETING, 554 5.7.1 no, delayed 451 4.7.0",
        "GREETING, 521 5.3.2 never, failed 521 5.3.2",
        "MAIL, (drop), delayed 451 4.4.2",
        "RCPT, (drop), delayed 451 4.4.2",
        "DATA, (drop), delayed 451 4.4.2",
        "., (drop), delayed 451 4.4.2",
        "EHLO, (drop), delayed 451 4.4.1"
    })
    void deferralRefusalAndLossAtEachStage(String stage, String reply, String expected) {
        var server = server("no-tls").on(stage, reply);
        assertThat(words(serving(server).attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly(expected);
    }

    @Test
    void silenceIsADelay() {
        var server = server("no-tls").on(".", ScriptedSmtpServer.SILENCE);
        dns.mx("partner.example", 10, "mx.partner.example").address("mx.partner.example", "127.0.0.1");
        var deliverer = deliverer(server.port(), Map.of(), Duration.ofMillis(300));
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly("delayed 451 4.4.2");
    }

    @Test
    void sessionsAreUsedAgainForTheSamePromiseOnly() {
        var server = server("good");
        var deliverer = serving(server);
        for (int i = 0; i < 3; i++) {
            deliverer.attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"));
        }
        assertThat(server.connections()).isEqualTo(1);
        deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"));
        assertThat(server.connections()).isEqualTo(2);
        assertThat(deliverer.idleSessions()).isEqualTo(2);
        deliverer.close();
        assertThat(deliverer.idleSessions()).isZero();
    }

    @ParameterizedTest(name = "kept session answers {0}")
    @CsvSource({"(drop)", "421 4.4.2 idle too long"})
    void aKeptSessionThatTheServerHasClosedCostsNothing(String reply) {
        var server = server("no-tls");
        var deliverer = serving(server);
        deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"));
        server.once("MAIL", reply);
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly("relayed 250 2.0.0");
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.received()).filteredOn(r -> !r.content().isEmpty()).hasSize(2);
    }

    @Test
    void connectionsToOneAddressAreLimited() throws Exception {
        var server = server("no-tls").on(".", ScriptedSmtpServer.SILENCE);
        dns.mx("partner.example", 10, "mx.partner.example").address("mx.partner.example", "127.0.0.1");
        var deliverer = deliverer(server.port(), Map.of(), Duration.ofSeconds(1));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            threads.add(Thread.startVirtualThread(
                    () -> deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))));
        }
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (server.connections() < 20 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(server.connections()).isEqualTo(20);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(server.connections()).isEqualTo(25);
    }

    @Test
    void verifiedMailPassesOverAHostThatCannotProveItself() {
        var good = server("good");
        var bad = keep(ScriptedSmtpServer.startAt("127.0.0.2", good.port()));
        dns.mx("partner.example", 10, "plain.partner.example")
                .mx("partner.example", 20, "mx.partner.example")
                .address("plain.partner.example", "127.0.0.2")
                .address("mx.partner.example", "127.0.0.1");
        assertThat(words(deliverer(good.port()).attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"))))
                .containsExactly("relayed 250 2.0.0");
        assertThat(bad.received()).isEmpty();
        good.on("RCPT", "450 4.2.1 later");
        assertThat(words(deliverer(good.port()).attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"))))
                .containsExactly("delayed 450 4.2.1");
    }

    @Test
    void anMxHostFromUnsignedDnsProvesNothing() {
        var server = server("good");
        var hosted = keep(ScriptedSmtpServer.startAt("127.0.0.2", server.port(), "PIPELINING"));
        hosted.tls(CA.server("mx.hoster.example").context());
        dns.mx("partner.example", 10, "mx.hoster.example").address("mx.hoster.example", "127.0.0.2");
        assertThat(words(deliverer(server.port()).attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"))))
                .containsExactly("impossible no-verified-tls");
        dns.security("partner.example", chancery.net.DnsSecurity.UNKNOWN);
        var signed = new FakeDns(chancery.net.DnsSecurity.SECURE)
                .mx("partner.example", 10, "mx.hoster.example")
                .address("mx.hoster.example", "127.0.0.2");
        var trusting = Outbound.deliverer(
                Outbound.config(Map.of(), Optional.of(folder.resolve("ca.pem"))), signed, server.port());
        open.add(trusting);
        assertThat(words(trusting.attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"))))
                .containsExactly("relayed 250 2.0.0");
    }

    @Test
    void requireTlsGoesOnlyToHostsThatOfferIt() {
        var server = keep(ScriptedSmtpServer.start("PIPELINING", "REQUIRETLS"))
                .tls(CA.server("mx.partner.example").context());
        var deliverer = serving(server);
        var mail = attempt(TlsRequirement.OPPORTUNISTIC, REQUIRE_TLS, CONTENT, "b@partner.example");
        assertThat(words(deliverer.attempt(mail))).containsExactly("relayed 250 2.0.0");
        assertThat(server.received().getFirst().mail()).endsWith(" REQUIRETLS");
        assertThat(server.received().getFirst().tls()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"no-tls", "good", "wrong-name"})
    void requireTlsFailsWhereItIsNotOffered(String kind) {
        var server = server(kind);
        var mail = attempt(TlsRequirement.OPPORTUNISTIC, REQUIRE_TLS, CONTENT, "b@partner.example");
        assertThat(words(serving(server).attempt(mail))).containsExactly("failed 550 5.7.30");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void aRouteGoesBeforeMx() {
        var server = keep(ScriptedSmtpServer.start("PIPELINING"))
                .tls(CA.server("mail.partner.example").context());
        dns.nullMx("partner.example");
        var deliverer = deliverer(
                1, Map.of("partner.example", new HostPort("127.0.0.1", server.port())), Duration.ofSeconds(20));
        var results = deliverer.attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"));
        assertThat(words(results)).containsExactly("relayed 250 2.0.0");
        assertThat(results.getFirst().outcome().evidence()).containsEntry("route", "configured");
        assertThat(dns.questions()).isZero();
    }

    @Test
    void troubleOfTheDnsIsADelayAndAbsenceAFailure() {
        var deliverer = deliverer(1);
        dns.fails("partner.example", "no answer");
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"))))
                .containsExactly("delayed 451 4.4.3");
        dns.recovers("partner.example");
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"))))
                .containsExactly("failed 550 5.1.2");
        dns.mx("partner.example", 10, "mx.partner.example");
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"))))
                .containsExactly("failed 550 5.4.4");
        dns.fails("mx.partner.example", "no answer");
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.VERIFIED, "b@partner.example"))))
                .containsExactly("delayed 451 4.4.3");
    }

    @Test
    void addressLiteralsAndSeveralDomainsInOneEntry() {
        var server = server("no-tls");
        dns.mx("partner.example", 10, "mx.partner.example").address("mx.partner.example", "127.0.0.1");
        dns.nullMx("never.example");
        assertThat(words(deliverer(server.port())
                        .attempt(attempt(
                                TlsRequirement.OPPORTUNISTIC,
                                "a@[127.0.0.1]",
                                "b@partner.example",
                                "c@never.example"))))
                .containsExactly("relayed 250 2.0.0", "relayed 250 2.0.0", "failed 556 5.1.10");
    }

    @Test
    void faultsOfTheContentPassAndEndTheSession() {
        var server = server("no-tls");
        var deliverer = serving(server);
        var good = attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example");
        var broken = new chancery.spool.DeliveryAttempt(
                good.mail(),
                good.entry(),
                () -> {
                    throw new IllegalStateException("key is gone");
                },
                good.deadline());
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> deliverer.attempt(broken))
                .hasMessage("key is gone");
        assertThat(server.received()).isEmpty();
        assertThat(deliverer.idleSessions()).isZero();
        assertThat(outcomeIsRelayed(deliverer)).isTrue();
    }

    private static boolean outcomeIsRelayed(OutboundDeliverer deliverer) {
        return deliverer
                        .attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))
                        .getFirst()
                        .outcome()
                instanceof DeliveryOutcome.Relayed;
    }
}

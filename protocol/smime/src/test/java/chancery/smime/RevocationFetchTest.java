package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a certificate by what its authority's servers answer, over real connections. */
class RevocationFetchTest {
    private static final Instant NOW = Instant.now();
    private static final Instant BEFORE = NOW.minus(Duration.ofHours(1));
    private static final Instant AFTER = NOW.plus(Duration.ofHours(1));
    private static final RevocationCheck.Bounds BOUNDS = new RevocationCheck.Bounds(Duration.ofSeconds(20), 8, 100_000);
    private static final RevocationCheck.Bounds SHORT = new RevocationCheck.Bounds(Duration.ofMillis(300), 8, 100_000);

    private final Revocable authority;
    private StandInWeb web;

    RevocationFetchTest() throws Exception {
        authority = new Revocable();
    }

    @BeforeEach
    void start() throws Exception {
        web = new StandInWeb();
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private static RevocationFetcher fetcher() {
        return new HttpRevocationFetcher((host, _) -> List.of(java.net.InetAddress.getByName(host)), _ -> true);
    }

    private Trust trust(X509CertificateHolder person, RevocationCheck.Bounds bounds) throws Exception {
        var check = RevocationCheck.offline(List.of()).with(fetcher(), bounds);
        var trusted = List.of(Certificate.of(authority.certificate));
        return new TrustEvaluator(trusted, List.of(), AlgorithmPolicy.OF_2026, check)
                .evaluate(Certificate.of(person), TrustEvaluator.Use.SIGNING, List.of(), NOW);
    }

    private static String words(Trust trust) {
        return switch (trust) {
            case Trust.Verified verified ->
                "verified, " + verified.revocation().getFirst().getClass().getSimpleName();
            case Trust.Revoked revoked -> "revoked, " + revoked.reason();
            case Trust.Unverified unverified -> unverified.cause() + ", " + unverified.reason();
            case Trust.Expired _ -> "expired";
        };
    }

    /** How a responder answers one question. */
    interface Answering {
        byte[] answer(Revocable authority, OCSPReq request) throws Exception;
    }

    record Case(String name, String expected, Answering answering) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] by(KeyPair key, List<X509CertificateHolder> along, CertificateStatus status, OCSPReq request)
            throws Exception {
        var answer = new Revocable.Answer(key, along, status, BEFORE, AFTER);
        return Revocable.ocsp(request.getRequestList()[0].getCertID(), answer, Optional.of(Revocable.nonce(request)));
    }

    private static byte[] delegated(Revocable authority, OCSPReq request, KeyPurposeId purpose) throws Exception {
        var pair = Revocable.pair();
        return by(pair, List.of(authority.delegate(pair, purpose)), CertificateStatus.GOOD, request);
    }

    private static byte[] dated(Revocable a, OCSPReq request, Instant from, Instant to) throws Exception {
        var answer = new Revocable.Answer(a.key, List.of(), CertificateStatus.GOOD, from, to);
        return Revocable.ocsp(request.getRequestList()[0].getCertID(), answer, Optional.empty());
    }

    private static final String UNKNOWN = "REVOCATION_UNKNOWN, ";
    private static final String NOT_HIS = UNKNOWN + "an OCSP answer by somebody who may not answer";

    static Stream<Case> answers() {
        var revoked = new RevokedStatus(Date.from(BEFORE), CRLReason.affiliationChanged);
        var good = CertificateStatus.GOOD;
        return Stream.of(
                new Case("good, by the authority", "verified, Good", (a, r) -> by(a.key, List.of(), good, r)),
                new Case(
                        "revoked",
                        "revoked, its owner's affiliation changed",
                        (a, r) -> by(a.key, List.of(), revoked, r)),
                new Case(
                        "unknown",
                        UNKNOWN + "the OCSP responder does not know the certificate",
                        (a, r) -> by(a.key, List.of(), new UnknownStatus(), r)),
                new Case("good, without a nonce", "verified, Good", (a, r) -> dated(a, r, BEFORE, AFTER)),
                new Case(
                        "stale",
                        UNKNOWN + "no current OCSP answer about the certificate",
                        (a, r) -> dated(a, r, BEFORE.minus(Duration.ofDays(9)), BEFORE)),
                new Case(
                        "another nonce",
                        UNKNOWN + "an OCSP answer to another question",
                        (a, r) -> Revocable.ocsp(
                                r.getRequestList()[0].getCertID(),
                                new Revocable.Answer(a.key, List.of(), good, BEFORE, AFTER),
                                Optional.of(new byte[32]))),
                new Case("signed by a stranger", NOT_HIS, (a, r) -> by(Revocable.pair(), List.of(), good, r)),
                new Case(
                        "signed by another authority's responder",
                        NOT_HIS,
                        (a, r) -> delegated(new Revocable(), r, KeyPurposeId.id_kp_OCSPSigning)),
                new Case(
                        "signed with SHA-1",
                        UNKNOWN + "an OCSP answer that does not count: SHA1 has not counted since 2013-12-31",
                        (a, r) -> Revocable.ocsp(
                                r.getRequestList()[0].getCertID(),
                                new Revocable.Answer(a.key, List.of(), good, BEFORE, AFTER),
                                Optional.of(Revocable.nonce(r)),
                                "SHA1withECDSA")),
                new Case("delegated", "verified, Good", (a, r) -> delegated(a, r, KeyPurposeId.id_kp_OCSPSigning)),
                new Case(
                        "delegated without the purpose",
                        NOT_HIS,
                        (a, r) -> delegated(a, r, KeyPurposeId.id_kp_emailProtection)),
                new Case(
                        "about another certificate",
                        UNKNOWN + "no current OCSP answer about the certificate",
                        (a, r) -> {
                            var other = new org.bouncycastle.cert.ocsp.CertificateID(
                                    Crypto.digests()
                                            .get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                                                    org.bouncycastle.asn1.oiw.OIWObjectIdentifiers.idSHA1)),
                                    a.certificate,
                                    java.math.BigInteger.TWO);
                            return Revocable.ocsp(
                                    other,
                                    new Revocable.Answer(a.key, List.of(), good, BEFORE, AFTER),
                                    Optional.empty());
                        }),
                new Case(
                        "try later",
                        UNKNOWN + "the OCSP responder gave no answer",
                        (a, r) -> new OCSPRespBuilder()
                                .build(OCSPRespBuilder.TRY_LATER, null)
                                .getEncoded()),
                new Case("nothing", UNKNOWN + "an OCSP answer that cannot be read", (a, r) -> new byte[0]),
                new Case("no ASN.1", UNKNOWN + "an OCSP answer that cannot be read", (a, r) -> "<html>".getBytes()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void byTheAnswerOfAResponder(Case c) throws Exception {
        web.behave((exchange, body) -> StandInWeb.send(exchange, c.answering().answer(authority, new OCSPReq(body))));
        assertThat(words(trust(authority.person(Optional.of(web.uri("/ocsp")), Optional.empty()), BOUNDS)))
                .isEqualTo(c.expected());
        assertThat(web.asked()).containsExactly("/ocsp");
    }

    private String withBehaviour(RevocationCheck.Bounds bounds, StandInWeb.Behaviour behaviour) throws Exception {
        web.behave(behaviour);
        long begun = System.nanoTime();
        String words = words(trust(authority.person(Optional.of(web.uri("/ocsp")), Optional.empty()), bounds));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        return words;
    }

    @Test
    void aServerThatIsDownIsUnknown() throws Exception {
        String uri = web.uri("/ocsp");
        web.close();
        assertThat(words(trust(authority.person(Optional.of(uri), Optional.empty()), BOUNDS)))
                .startsWith(UNKNOWN);
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAtTheDeadline() throws Exception {
        assertThat(withBehaviour(SHORT, (exchange, body) -> web.hang())).startsWith(UNKNOWN);
    }

    @Test
    void aServerThatDripsIsGivenUpAtTheDeadline() throws Exception {
        assertThat(withBehaviour(SHORT, (exchange, body) -> {
                    exchange.sendResponseHeaders(200, 50_000);
                    while (!web.over().await(20, TimeUnit.MILLISECONDS)) {
                        exchange.getResponseBody().write(0);
                        exchange.getResponseBody().flush();
                    }
                }))
                .startsWith(UNKNOWN);
    }

    @Test
    void anAnswerOverTheBoundIsNotRead() throws Exception {
        assertThat(withBehaviour(BOUNDS, StandInWeb.sends(new byte[100_001]))).startsWith(UNKNOWN);
        assertThat(withBehaviour(BOUNDS, (exchange, body) -> {
                    // without a length
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[1 << 20]);
                }))
                .startsWith(UNKNOWN);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        assertThat(withBehaviour(BOUNDS, (exchange, body) -> {
                    exchange.getResponseHeaders().add("Location", web.uri("/elsewhere"));
                    exchange.sendResponseHeaders(302, -1);
                }))
                .startsWith(UNKNOWN);
        assertThat(web.asked()).containsExactly("/ocsp");
    }

    @Test
    void whenTheResponderFailsTheListDecides() throws Exception {
        var person = authority.person(Optional.of(web.uri("/ocsp")), Optional.of(web.uri("/list.crl")));
        byte[] clean = authority.list(authority.key, BEFORE, AFTER);
        byte[] revoking = authority.list(authority.key, BEFORE, AFTER, person);
        assertThat(byList(person, clean)).isEqualTo("verified, Good");
        assertThat(byList(person, revoking)).isEqualTo("revoked, it was superseded");
        assertThat(web.asked()).containsExactly("/ocsp", "/list.crl", "/ocsp", "/list.crl");
        assertThat(byList(person, authority.list(Revocable.pair(), BEFORE, AFTER)))
                .startsWith(UNKNOWN);
        assertThat(byList(person, authority.list(authority.key, BEFORE.minus(Duration.ofDays(9)), BEFORE)))
                .startsWith(UNKNOWN);
        assertThat(byList(person, authority.list("SHA1withECDSA", BEFORE, AFTER)))
                .startsWith(UNKNOWN);
        assertThat(byList(person, authority.list("SHA384withECDSA", BEFORE, AFTER)))
                .isEqualTo("verified, Good");
        assertThat(byList(person, "no list".getBytes())).startsWith(UNKNOWN);
    }

    @Test
    void aFragmentInTheAddressIsNoTrouble() throws Exception {
        web.behave((exchange, body) ->
                StandInWeb.send(exchange, by(authority.key, List.of(), CertificateStatus.GOOD, new OCSPReq(body))));
        assertThat(words(trust(authority.person(Optional.of(web.uri("/ocsp#here")), Optional.empty()), BOUNDS)))
                .isEqualTo("verified, Good");
        assertThat(web.asked()).containsExactly("/ocsp");
    }

    @Test
    void noMoreRequestsThanAllowed() throws Exception {
        web.behave((exchange, body) -> exchange.sendResponseHeaders(500, -1));
        var person = authority.person(Optional.of(web.uri("/ocsp")), Optional.of(web.uri("/list.crl")));
        for (int allowed : new int[] {0, 1, 2}) {
            int before = web.asked().size();
            var bounds = new RevocationCheck.Bounds(Duration.ofSeconds(20), allowed, 100_000);

            assertThat(words(trust(person, bounds))).startsWith(UNKNOWN);
            assertThat(web.asked()).hasSize(before + allowed);
        }
    }

    private String byList(X509CertificateHolder person, byte[] list) throws Exception {
        web.behave((exchange, body) -> {
            if (exchange.getRequestURI().getPath().equals("/list.crl")) {
                StandInWeb.send(exchange, list);
            } else {
                exchange.sendResponseHeaders(500, -1);
            }
        });
        return words(trust(person, BOUNDS));
    }

    @Test
    void aPathBeyondAsciiIsAskedForInItsEncodedForm() throws Exception {
        web.behave(StandInWeb.sends(new byte[] {1}));
        var uri = URI.create(web.uri("/\u00e9.crl"));
        var request = new RevocationFetcher.Request(uri, Optional.empty(), "", Duration.ofSeconds(20), 1_000);
        assertThat(fetcher().fetch(request)).containsExactly(1);
        assertThat(web.asked()).containsExactly("/\u00e9.crl");
    }

    @Test
    void theStandardFetcherNeverConnectsToAnInternalAddress() throws Exception {
        for (String uri :
                List.of(web.uri("/ocsp"), web.uri("/ocsp").replace("127.0.0.1", "localhost"), "file:///etc/passwd")) {
            var request =
                    new RevocationFetcher.Request(URI.create(uri), Optional.empty(), "", Duration.ofSeconds(5), 1_000);
            org.assertj.core.api.Assertions.assertThatIOException()
                    .isThrownBy(() -> HttpRevocationFetcher.standard().fetch(request));
        }
        assertThat(web.asked()).isEmpty();
    }
}

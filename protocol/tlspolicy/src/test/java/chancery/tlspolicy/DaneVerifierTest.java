package chancery.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.net.TlsaRecord;
import chancery.testkit.TestCa;
import chancery.testkit.TestCertificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdicts of RFC 7671 and RFC 7672, case by case. */
@NullMarked
class DaneVerifierTest {
    private static final TestCa CA = TestCa.create("First");
    private static final TestCa OTHER = TestCa.create("Second");
    private static final TestCertificate GOOD = CA.server("mx.a.example");
    private static final TestCertificate WILD = CA.server("*.a.example");
    private static final TestCertificate DOMAIN = CA.server("a.example");
    private static final TestCertificate FOREIGN = CA.server("mx.b.example");
    private static final TestCertificate EXPIRED = CA.expired("mx.a.example");
    private static final TestCertificate SELF = TestCa.selfSigned("nobody.example");
    private static final TestCertificate ELSEWHERE = OTHER.server("mx.a.example");
    private static final String MATCH = "match";
    private static final String UNCHECKED = "unchecked";

    record Case(String name, List<TlsaRecord> records, List<X509Certificate> chain, String verdict) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static TlsaRecord of(X509Certificate c, int usage, int selector, int type) {
        return new TlsaRecord(usage, selector, type, TlsaRecords.association(c, selector, type));
    }

    private static TlsaRecord leaf(TestCertificate c, int usage, int selector, int type) {
        return of(c.chain().getFirst(), usage, selector, type);
    }

    private static TlsaRecord wrong(int usage, int selector, int type) {
        return leaf(TestCa.selfSigned("x.example"), usage, selector, type);
    }

    private static List<X509Certificate> alone(TestCertificate c) {
        return List.of(c.chain().getFirst());
    }

    static List<Case> verdicts() {
        List<Case> cases = new ArrayList<>();
        for (int selector = 0; selector <= 1; selector++) {
            for (int type = 0; type <= 2; type++) {
                var kind = " " + selector + " " + type;
                cases.add(
                        new Case("3" + kind + " matches", List.of(leaf(GOOD, 3, selector, type)), GOOD.chain(), MATCH));
                cases.add(new Case(
                        "3" + kind + " of another", List.of(wrong(3, selector, type)), GOOD.chain(), "tlsa-invalid"));
                cases.add(new Case(
                        "2" + kind + " matches",
                        List.of(of(CA.certificate(), 2, selector, type)),
                        GOOD.chain(),
                        MATCH));
                cases.add(new Case(
                        "2" + kind + " of another authority",
                        List.of(of(OTHER.certificate(), 2, selector, type)),
                        GOOD.chain(),
                        type == 0 && selector == 1 ? "certificate-not-trusted" : "tlsa-invalid"));
            }
        }
        cases.addAll(endEntity());
        cases.addAll(authority());
        cases.addAll(unusable());
        cases.addAll(several());
        return cases;
    }

    private static List<Case> endEntity() {
        return List.of(
                new Case(
                        "RFC 7671 §5.1: the name does not matter",
                        List.of(leaf(FOREIGN, 3, 1, 1)),
                        FOREIGN.chain(),
                        MATCH),
                new Case("RFC 7671 §5.1: dates do not matter", List.of(leaf(EXPIRED, 3, 1, 1)), EXPIRED.chain(), MATCH),
                new Case(
                        "RFC 7671 §5.1: the issuer does not matter", List.of(leaf(SELF, 3, 1, 1)), SELF.chain(), MATCH),
                new Case("the chain need not be sent", List.of(leaf(GOOD, 3, 1, 1)), alone(GOOD), MATCH),
                new Case(
                        "the authority is not the host",
                        List.of(of(CA.certificate(), 3, 1, 1)),
                        GOOD.chain(),
                        "tlsa-invalid"));
    }

    private static List<Case> authority() {
        var ca = CA.certificate();
        return List.of(
                new Case("a wildcard names the host", List.of(of(ca, 2, 0, 1)), WILD.chain(), MATCH),
                new Case("the next-hop domain will do", List.of(of(ca, 2, 0, 1)), DOMAIN.chain(), MATCH),
                new Case("another name", List.of(of(ca, 2, 0, 1)), FOREIGN.chain(), "certificate-host-mismatch"),
                new Case("dates count", List.of(of(ca, 2, 0, 1)), EXPIRED.chain(), "certificate-expired"),
                new Case(
                        "RFC 7671 §5.2.1: a digest needs the authority in the chain",
                        List.of(of(ca, 2, 0, 1)),
                        alone(GOOD),
                        "tlsa-invalid"),
                new Case("RFC 7671 §5.2.2: a whole certificate does not", List.of(of(ca, 2, 0, 0)), alone(GOOD), MATCH),
                new Case("RFC 7671 §5.2.3: a whole key does not", List.of(of(ca, 2, 1, 0)), alone(GOOD), MATCH),
                new Case(
                        "a whole key that did not sign",
                        List.of(of(OTHER.certificate(), 2, 1, 0)),
                        alone(GOOD),
                        "certificate-not-trusted"),
                new Case(
                        "the authority is sent but did not sign",
                        List.of(of(ca, 2, 0, 1)),
                        List.of(ELSEWHERE.chain().getFirst(), ca),
                        "certificate-not-trusted"),
                new Case(
                        "a host is no authority",
                        List.of(leaf(GOOD, 2, 0, 1)),
                        List.of(FOREIGN.chain().getFirst(), GOOD.chain().getFirst()),
                        "certificate-not-trusted"),
                new Case(
                        "the host's own certificate is no authority above it",
                        List.of(leaf(SELF, 2, 0, 1)),
                        SELF.chain(),
                        "tlsa-invalid"));
    }

    private static List<Case> unusable() {
        var digest = "00".repeat(32);
        return List.of(
                new Case("RFC 7672 §3.1.3: PKIX-TA", List.of(of(CA.certificate(), 0, 0, 1)), GOOD.chain(), UNCHECKED),
                new Case("RFC 7672 §3.1.3: PKIX-EE", List.of(leaf(GOOD, 1, 1, 1)), GOOD.chain(), UNCHECKED),
                new Case("unknown usage", List.of(new TlsaRecord(4, 1, 1, digest)), GOOD.chain(), UNCHECKED),
                new Case("private usage", List.of(new TlsaRecord(255, 1, 1, digest)), GOOD.chain(), UNCHECKED),
                new Case("unknown selector", List.of(new TlsaRecord(3, 2, 1, digest)), GOOD.chain(), UNCHECKED),
                new Case("unknown matching type", List.of(new TlsaRecord(3, 1, 3, digest)), GOOD.chain(), UNCHECKED),
                new Case("digest too short", List.of(new TlsaRecord(3, 1, 1, "00ff")), GOOD.chain(), UNCHECKED),
                new Case(
                        "digest of the other length",
                        List.of(new TlsaRecord(3, 1, 2, digest)),
                        GOOD.chain(),
                        UNCHECKED),
                new Case("no data", List.of(new TlsaRecord(3, 1, 0, "")), GOOD.chain(), UNCHECKED),
                new Case("no certificate", List.of(new TlsaRecord(2, 0, 0, "3000")), GOOD.chain(), UNCHECKED),
                new Case("no key", List.of(new TlsaRecord(2, 1, 0, "3000")), GOOD.chain(), UNCHECKED),
                new Case(
                        "an unusable record beside one that matches",
                        List.of(new TlsaRecord(9, 9, 9, "00"), leaf(GOOD, 3, 1, 1)),
                        GOOD.chain(),
                        MATCH),
                new Case(
                        "an unusable record beside one that does not",
                        List.of(leaf(GOOD, 1, 1, 1), wrong(3, 1, 1)),
                        GOOD.chain(),
                        "tlsa-invalid"));
    }

    private static List<Case> several() {
        var badDigest = new TlsaRecord(3, 1, 2, "00".repeat(64));
        return List.of(
                new Case(
                        "RFC 7671 §8.1: key of tomorrow beside that of today",
                        List.of(wrong(3, 1, 1), leaf(GOOD, 3, 1, 1)),
                        GOOD.chain(),
                        MATCH),
                new Case(
                        "RFC 7671 §8.4: authority beside host",
                        List.of(wrong(3, 1, 1), of(CA.certificate(), 2, 0, 1)),
                        GOOD.chain(),
                        MATCH),
                new Case(
                        "RFC 7671 §9: the stronger digest decides",
                        List.of(leaf(GOOD, 3, 1, 1), badDigest),
                        GOOD.chain(),
                        "tlsa-invalid"),
                new Case(
                        "RFC 7671 §9: both digests of one key",
                        List.of(leaf(GOOD, 3, 1, 1), leaf(GOOD, 3, 1, 2)),
                        GOOD.chain(),
                        MATCH),
                new Case(
                        "RFC 7671 §9: another selector is another set",
                        List.of(leaf(GOOD, 3, 0, 1), badDigest),
                        GOOD.chain(),
                        MATCH),
                new Case(
                        "RFC 7671 §9: another usage is another set",
                        List.of(of(CA.certificate(), 2, 1, 1), badDigest),
                        GOOD.chain(),
                        MATCH),
                new Case(
                        "RFC 7671 §9: a full value counts always",
                        List.of(leaf(GOOD, 3, 1, 0), badDigest),
                        GOOD.chain(),
                        MATCH),
                new Case(
                        "RFC 7671 §9: an unusable digest is no stronger one",
                        List.of(leaf(GOOD, 3, 1, 1), new TlsaRecord(3, 1, 2, "00")),
                        GOOD.chain(),
                        MATCH),
                new Case(
                        "an expired chain, but its key is named",
                        List.of(of(CA.certificate(), 2, 0, 1), leaf(EXPIRED, 3, 1, 1)),
                        EXPIRED.chain(),
                        MATCH));
    }

    @ParameterizedTest
    @MethodSource
    void verdicts(Case row) {
        var usable = TlsaRecords.agile(
                row.records().stream().filter(TlsaRecords::usable).toList());
        var unusable =
                row.records().stream().filter(r -> !TlsaRecords.usable(r)).toList();
        var policy =
                new TlsPolicy.Dane("mx.a.example", usable, unusable, Set.of("mx.a.example", "a.example"), List.of());
        var verdict = switch (new DaneVerifier(InstantSource.system()).verify(policy, row.chain())) {
            case DaneVerdict.Authenticated a -> MATCH;
            case DaneVerdict.Unauthenticated u -> UNCHECKED;
            case DaneVerdict.Mismatch m -> m.result().word();
        };
        assertThat(verdict).isEqualTo(row.verdict());
    }
}

package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of certificate paths that the suite of NIST has no test for. */
class PathTest {
    static Trust worth(Identity identity, Identity authority) {
        var trust = new TrustEvaluator(
                List.of(authority.certificate()), List.of(), AlgorithmPolicy.OF_2026, RevocationCheck.none());
        return trust.evaluate(identity.certificate(), TrustEvaluator.Use.SIGNING, identity.chain(), People.NOW);
    }

    @Test
    void onlyWhatOnceCountedHasExpired() throws Exception {
        var then = Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC);
        var alice = People.address("alice@example.com");
        for (int years : List.of(1, 20)) {
            var authority = new CertificateMaker(then, Period.ofYears(years)).authority("Old", KeyKind.EC_P256);
            var pretended = new Identity(KeyKind.EC_P256.generate().getPrivate(), authority.certificate(), List.of());
            var maker = new CertificateMaker(then, Period.ofYears(1));

            assertThat(worth(maker.issue(authority, alice, KeyKind.EC_P256), authority))
                    .isInstanceOf(Trust.Expired.class);
            assertThat(worth(maker.issue(pretended, alice, KeyKind.EC_P256), authority))
                    .isInstanceOfSatisfying(
                            Trust.Unverified.class, u -> assertThat(u.cause()).isEqualTo(Trust.Cause.INVALID_PATH));
        }
    }

    // RFC 9598 §6: constraints for rfc822Name count for both kinds of names
    @ParameterizedTest
    @CsvSource({
        "permitted, example.com, alice@example.com, true",
        "permitted, example.com, älice@example.com, true",
        "permitted, EXAMPLE.com, älice@example.com, true",
        "permitted, example.com, älice@mail.example.com, false",
        "permitted, example.com, älice@badexample.com, false",
        "permitted, .example.com, älice@mail.example.com, true",
        "permitted, .example.com, älice@example.com, false",
        "permitted, example.net, alice@example.com, false",
        "permitted, example.net, älice@example.com, false",
        "permitted, alice@example.com, älice@example.com, false",
        "permitted, xn--bcher-kva.example, älice@bücher.example, true",
        "permitted, xn--bcher-kva.example, älice@bucher.example, false",
        "excluded, example.com, älice@example.com, false",
        "excluded, .example.com, älice@mail.example.com, false",
        "excluded, .example.com, älice@example.com, true",
        "excluded, alice@example.com, alice@example.com, false",
        "excluded, alice@example.com, älice@example.com, false",
        "excluded, alice@example.com, bob@example.com, false",
        "excluded, alice@example.com, bob@example.net, true",
        "excluded, alice@example.com, älice@mail.example.com, true",
        "permitted, alice@example.com, alice@example.com, true",
        "permitted, alice@example.com, bob@example.com, false",
        "permitted, XN--BCHER-KVA.example, älice@bücher.example, true",
        "permitted, xn--bcher-kva.example, alice@bücher.example, true",
        "permitted, .xn--bcher-kva.example, älice@mail.bücher.example, true",
        "permitted, .xn--bcher-kva.example, älice@bücher.example, false",
        "permitted, bücher.example, älice@bücher.example, false",
        "excluded, bücher.example, älice@bücher.example, false",
        "excluded, bücher.example, älice@example.com, false",
        "excluded, xn--bcher-kva.example, älice@bücher.example, false"
    })
    void constraintsOfNames(String kind, String constraint, String address, boolean valid) throws Exception {
        var subtree = new GeneralSubtree(new GeneralName(GeneralName.rfc822Name, constraint));
        int list = kind.equals("permitted") ? 0 : 1;
        var below = below(new DERSequence(new DERTaggedObject(false, list, new DERSequence(subtree))));
        var identity = People.MAKER.issue(below, People.address(address), KeyKind.EC_P256);

        Trust worth = worth(identity, People.AUTHORITY);

        assertThat(worth instanceof Trust.Verified).as(worth.toString()).isEqualTo(valid);
        if (!valid) {
            assertThat(((Trust.Unverified) worth).reason()).startsWith("a name outside the constraints");
        }
    }

    /** An authority under the one of all tests. */
    static Identity below(DERSequence constraints) throws Exception {
        var pair = KeyKind.EC_P256.generate();
        var builder = new X509v3CertificateBuilder(
                People.AUTHORITY.certificate().subjectName(),
                BigInteger.TWO,
                Date.from(People.NOW.minusSeconds(60)),
                Date.from(People.NOW.plusSeconds(60)),
                new X500Name("CN=Constrained Authority"),
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.nameConstraints, true, constraints);
        var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                .setProvider(Crypto.BC)
                .build(People.AUTHORITY.key());
        return new Identity(
                pair.getPrivate(), Certificate.of(builder.build(signer)), List.of(People.AUTHORITY.certificate()));
    }
}

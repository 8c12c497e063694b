package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import chancery.mime.MessageParser;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not count is found wherever it is named: in the parameters of a signature too. */
class AlgorithmPolicyTest {
    private final Identity authority = authority();

    private static Identity authority() {
        try {
            return People.MAKER.authority("Example Authority", KeyKind.RSA_2048);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Trust worth(Certificate certificate) {
        return new TrustEvaluator(
                        List.of(authority.certificate()), List.of(), AlgorithmPolicy.OF_2026, RevocationCheck.none())
                .evaluate(certificate, TrustEvaluator.Use.SIGNING, List.of(), People.NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "MD5withRSA, false",
        "SHA1withRSA, false",
        "SHA1withRSAandMGF1, false",
        "SHA256withRSA, true",
        "SHA256withRSAandMGF1, true",
        "SHA512withRSAandMGF1, true"
    })
    void hashOfACertificate(String algorithm, boolean counts) throws Exception {
        var pair = KeyKind.EC_P256.generate();
        var builder = new X509v3CertificateBuilder(
                authority.certificate().subjectName(),
                BigInteger.TWO,
                Date.from(People.NOW.minusSeconds(60)),
                Date.from(People.NOW.plusSeconds(60)),
                new X500Name("CN=Alice"),
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        var signer =
                new JcaContentSignerBuilder(algorithm).setProvider(Crypto.BC).build(authority.key());
        var worth = worth(Certificate.of(builder.build(signer)));

        assertThat(worth instanceof Trust.Verified).as(worth.toString()).isEqualTo(counts);
        if (!counts) {
            assertThat(((Trust.Unverified) worth).cause()).isEqualTo(Trust.Cause.WEAK_ALGORITHM);
        }
    }

    /** RFC 4056 §3: the hash of the content and the one in the parameters are the same; a signer may lie. */
    @Test
    void hashInTheParametersOfASignature() throws Exception {
        var alice = People.alice(KeyKind.RSA_2048);
        for (String algorithm : List.of("SHA1withRSAandMGF1", "SHA256withRSAandMGF1")) {
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(Crypto.digests())
                    .setContentDigest(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256))
                    .build(
                            new JcaContentSignerBuilder(algorithm)
                                    .setProvider(Crypto.BC)
                                    .build(alice.key()),
                            alice.certificate().holder()));
            generator.addCertificates(
                    new JcaCertStore(List.of(alice.certificate().x509())));
            byte[] text = "Content-Type: text/plain\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
            byte[] cms =
                    generator.generate(new CMSProcessableByteArray(text), true).getEncoded();
            try (var space = ScratchSpace.standard()) {
                var read = (CmsObject.Signed)
                        CmsReader.read(new ByteArrayInputStream(cms), cms.length, space, SmimeLimits.STANDARD);
                var signature = new SignatureVerifier(
                                People.trust(),
                                AlgorithmPolicy.OF_2026,
                                SmimeLimits.STANDARD,
                                People.NOW,
                                List.of(People.address("alice@example.com")))
                        .verify(read.structure(), read.digests(), false)
                        .signatures()
                        .getFirst();

                assertThat(signature.isIntact()).as(algorithm).isTrue();
                assertThat(signature.isGood()).as(algorithm).isEqualTo(algorithm.startsWith("SHA256"));
            }
        }
    }

    @Test
    void absentParametersMeanSha1() {
        var bare = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, new RSASSAPSSparams());

        assertThat(Algorithms.hashOfPss(bare)).contains(OIWObjectIdentifiers.idSHA1.getId());
        assertThat(Algorithms.hashOfPss(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS)))
                .contains(OIWObjectIdentifiers.idSHA1.getId());
        assertThat(Algorithms.hashOfPss(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption)))
                .isEmpty();
    }

    @Test
    void anArchiveMayBeReadWithOldCiphers() throws Exception {
        var mails = Corpora.folder("smime-thunderbird").resolve("mailnews/test/data/smime-interop");
        var fran = ((IdentityReader.Outcome.Read)
                        IdentityReader.read(Files.readAllBytes(mails.resolve("Fran.p12")), "nss".toCharArray()))
                .identities();
        var message = MessageParser.parse(Files.readAllBytes(mails.resolve("fran-oaep_ossl.env")));
        for (var policy : List.of(AlgorithmPolicy.OF_2026, AlgorithmPolicy.OF_2026.withOldCiphers())) {
            var opener = new MessageOpener(fran, TrustEvaluator.none(), policy, SmimeLimits.STANDARD);
            try (var space = ScratchSpace.standard()) {
                var opened = opener.open(message, space, People.NOW);

                assertThat(opened)
                        .isInstanceOf(
                                policy == AlgorithmPolicy.OF_2026 ? Opened.Withheld.class : Opened.Malleable.class);
            }
        }
    }

    @Test
    void moreLayersThanAllowedAreNotTakenOff() throws Exception {
        var mails = Corpora.folder("smime-thunderbird").resolve("mailnews/test/data/smime");
        var message = MessageParser.parse(
                Files.readAllBytes(mails.resolve("alice.plain.sig.SHA256.opaque.dave.sig.SHA256.opaque.eml")));
        for (int layers : new int[] {1, 2}) {
            var opener = new MessageOpener(
                    List.of(), TrustEvaluator.none(), AlgorithmPolicy.OF_2026, SmimeLimits.STANDARD.withLayers(layers));
            try (var space = ScratchSpace.standard()) {
                var opened = opener.open(message, space, People.NOW);

                assertThat(opened instanceof Opened.Withheld withheld && withheld.cause() == Opened.Cause.LIMIT)
                        .isEqualTo(layers == 1);
            }
        }
    }
}

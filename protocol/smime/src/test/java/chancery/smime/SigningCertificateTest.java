package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signature that names its certificate by hash is of that one only (RFC 5035 §3, RFC 2634 §5.4). */
class SigningCertificateTest {
    private static final Identity ALICE = People.alice(KeyKind.EC_P256);
    private static final Identity BOB = People.issued("bob@example.net", KeyKind.EC_P256);

    @ParameterizedTest
    @CsvSource({
        "2, SHA-256, own, true",
        "2, SHA-384, own, true",
        "2, SHA-512, own, true",
        "2, SHA-256, other, false",
        "2, SHA-512, other, false",
        "1, SHA-1, own, true",
        "1, SHA-1, other, false"
    })
    void namedByHash(int version, String hash, String whose, boolean intact) throws Exception {
        var named = whose.equals("own") ? ALICE : BOB;
        byte[] digest =
                MessageDigest.getInstance(hash).digest(named.certificate().der());

        var match = match(version == 2 ? second(hash, digest) : first(digest));

        assertThat(match)
                .isEqualTo(
                        intact
                                ? new Signature.Match.Intact()
                                : new Signature.Match.Broken("it was made for another certificate"));
    }

    private static Attribute second(String hash, byte[] digest) {
        ASN1ObjectIdentifier algorithm = switch (hash) {
            case "SHA-384" -> NISTObjectIdentifiers.id_sha384;
            case "SHA-512" -> NISTObjectIdentifiers.id_sha512;
            default -> NISTObjectIdentifiers.id_sha256;
        };
        var named = new SigningCertificateV2(new ESSCertIDv2(new AlgorithmIdentifier(algorithm), digest));
        return attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, named);
    }

    private static Attribute first(byte[] digest) {
        return attribute(PKCSObjectIdentifiers.id_aa_signingCertificate, new SigningCertificate(new ESSCertID(digest)));
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }

    private static Signature.Match match(Attribute attribute) throws Exception {
        var generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(Crypto.digests())
                .setSignedAttributeGenerator(
                        new DefaultSignedAttributeTableGenerator(new AttributeTable(new DERSet(attribute))))
                .build(
                        new JcaContentSignerBuilder("SHA256withECDSA")
                                .setProvider(Crypto.BC)
                                .build(ALICE.key()),
                        ALICE.certificate().holder()));
        generator.addCertificates(new JcaCertStore(List.of(ALICE.certificate().x509())));
        byte[] text = "Content-Type: text/plain\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] cms = generator.generate(new CMSProcessableByteArray(text), true).getEncoded();
        try (var space = ScratchSpace.standard()) {
            var read = (CmsObject.Signed)
                    CmsReader.read(new ByteArrayInputStream(cms), cms.length, space, SmimeLimits.STANDARD);
            return new SignatureVerifier(
                            People.trust(), AlgorithmPolicy.OF_2026, SmimeLimits.STANDARD, People.NOW, List.of())
                    .verify(read.structure(), read.digests(), false)
                    .signatures()
                    .getFirst()
                    .match();
        }
    }
}

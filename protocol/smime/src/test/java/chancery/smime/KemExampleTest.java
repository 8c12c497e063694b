package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jcajce.interfaces.MLKEMPrivateKey;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** The example of RFC 9936 appendix C, by the octets printed there: ML-KEM-512, HKDF with SHA-256, AES-128-GCM. */
class KemExampleTest {
    private final byte[] example = resource();

    private static byte[] resource() {
        try (var in = KemExampleTest.class.getResourceAsStream("kem-rfc9936-c.pem")) {
            return in.readAllBytes();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void bobReadsIt() throws Exception {
        byte[] cms = Pem.read(example).stream()
                .filter(block -> block.label().equals("CMS"))
                .findFirst()
                .orElseThrow()
                .der();
        try (var space = ScratchSpace.standard()) {
            var opened = People.opener(bob()).open(MessageCorporaTest.opaque(cms), space, People.NOW);

            assertThat(opened).isInstanceOfSatisfying(Opened.Decrypted.class, decrypted -> {
                assertThat(decrypted.integrity()).isEqualTo(Opened.Integrity.AUTHENTICATED_ENCRYPTION);
                try (var in = decrypted.content().source().open()) {
                    assertThat(in.readAllBytes()).isEqualTo("Hello, world!".getBytes(StandardCharsets.US_ASCII));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }
    }

    /** The appendix names the recipient's key by the identifier alone, so the certificate is made here. */
    private Identity bob() throws Exception {
        PrivateKey key = IdentityReader.privateKey(example);
        var builder = new X509v3CertificateBuilder(
                People.AUTHORITY.certificate().subjectName(),
                BigInteger.TWO,
                Date.from(People.NOW),
                Date.from(People.NOW.plus(1, ChronoUnit.DAYS)),
                new X500Name("CN=Bob"),
                SubjectPublicKeyInfo.getInstance(
                        ((MLKEMPrivateKey) key).getPublicKey().getEncoded()));
        byte[] identifier = HexFormat.of().parseHex("599788c37aed400ee405d1b2a3366ab17d824a51");
        builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                .setProvider(Crypto.BC)
                .build(People.AUTHORITY.key());
        return new Identity(key, Certificate.of(builder.build(signer)), List.of());
    }
}

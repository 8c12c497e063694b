package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKEKRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JcePasswordRecipientInfoGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever cannot open a mail is told to whom it is encrypted, whatever kind of recipient that is. */
class RecipientNamesTest {
    private static final Identity OTHER = People.issued("other@example.com", KeyKind.EC_P256);

    static Stream<KeyKind> encrypting() {
        return Arrays.stream(KeyKind.values()).filter(KeyKind::encrypts);
    }

    @ParameterizedTest
    @MethodSource("encrypting")
    void namesTheCertificateOfEveryKindOfKey(KeyKind kind) throws Exception {
        var alice = People.alice(kind);
        byte[] entity = People.written(out -> new MessageProtector(People.CLOCK)
                .encrypt(
                        People.entity("Content-Type: text/plain\r\n\r\nx\r\n"),
                        List.of(Recipient.of(alice.certificate())),
                        out));

        var withheld = open(entity);

        String serial = alice.certificate().serialNumber().toString(16);
        assertThat(withheld.explanation()).isEqualTo("it is encrypted to others");
        assertThat(names(withheld))
                .containsExactly("certificate " + serial + " of "
                        + People.AUTHORITY.certificate().subjectName());
    }

    @Test
    void namesAKeyIdentifier() throws Exception {
        var alice = People.alice(KeyKind.RSA_2048);
        byte[] identifier = {1, (byte) 0xab};
        var withheld = open(enveloped(new JceKeyTransRecipientInfoGenerator(
                identifier, alice.certificate().publicKey())));

        assertThat(names(withheld)).containsExactly("certificate with key identifier 01ab");
    }

    @Test
    void saysThatThereIsNoCertificateToLookFor() throws Exception {
        var wrap = new javax.crypto.spec.SecretKeySpec(new byte[16], "AES");
        var withheld = open(enveloped(
                new JcePasswordRecipientInfoGenerator(CMSAlgorithm.AES128_CBC, "secret".toCharArray())
                        .setProvider(Crypto.BC),
                new JceKEKRecipientInfoGenerator(new byte[] {1}, wrap).setProvider(Crypto.BC),
                _ -> new RecipientInfo(new OtherRecipientInfo(new ASN1ObjectIdentifier("1.2.3.4"), DERNull.INSTANCE))));

        assertThat(withheld.cause()).isEqualTo(Opened.Cause.NO_KEY);
        assertThat(withheld.explanation()).isEqualTo("it is encrypted to no certificate");
        assertThat(names(withheld))
                .containsExactlyInAnyOrder("a password", "a key agreed on before", "a recipient of type 1.2.3.4");
    }

    private static List<String> names(Opened.Withheld withheld) {
        return ((Layer.Locked) withheld.layers().getFirst()).recipients();
    }

    private static byte[] enveloped(RecipientInfoGenerator... recipients) throws Exception {
        var generator = new CMSEnvelopedDataGenerator();
        for (var recipient : recipients) {
            generator.addRecipientInfoGenerator(recipient);
        }
        byte[] cms = generator
                .generate(
                        new CMSProcessableByteArray(new byte[] {1, 2, 3}),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC)
                                .setProvider(Crypto.BC)
                                .build())
                .getEncoded();
        var entity = new ByteArrayOutputStream();
        entity.writeBytes("Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        entity.writeBytes(java.util.Base64.getMimeEncoder().encode(cms));
        return entity.toByteArray();
    }

    private static Opened.Withheld open(byte[] entity) throws Exception {
        try (var space = ScratchSpace.standard()) {
            return (Opened.Withheld) People.opener(OTHER).open(People.mail(entity), space, People.NOW);
        }
    }
}

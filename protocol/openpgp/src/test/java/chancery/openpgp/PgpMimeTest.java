package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.HeaderProtection;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PGP/MIME written and read (RFC 3156). */
class PgpMimeTest {
    private static final String MAIL = """
        From: Alice <alice@a.example>\r
        To: bob@b.example\r
        Bcc: secret@s.example\r
        Subject: the offer\r
        MIME-Version: 1.0\r
        Content-Type: multipart/mixed; boundary=x\r
        \r
        --x\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: 7bit\r
        \r
        Forty-two.\r
        --x\r
        Content-Type: application/pdf; name=a.pdf\r
        Content-Transfer-Encoding: base64\r
        \r
        AAEC\r
        --x--\r
        """;

    private final UnlockedKey alice = Fixtures.key(KeyGenerator.Format.VERSION_4, "Alice <alice@a.example>");
    private final UnlockedKey bob = Fixtures.key(KeyGenerator.Format.VERSION_6, "Bob <bob@b.example>");

    static Message parse(String text) throws Exception {
        return MessageParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    static String protect(String mail, Protection wanted) throws Exception {
        var out = new ByteArrayOutputStream();
        new MailProtector(Fixtures.POLICY, Fixtures.RANDOM)
                .protect(parse(mail), wanted, Fixtures.MEMORY, out, Fixtures.NOW);
        return out.toString(StandardCharsets.UTF_8);
    }

    static OpenedMail open(String mail, Keys keys) throws Exception {
        return new MailOpener(keys, Fixtures.POLICY, OpenPgpLimits.STANDARD)
                .open(parse(mail), Fixtures.MEMORY, Fixtures.NOW);
    }

    static String text(Message message) throws Exception {
        var out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Keys bobs() {
        return Fixtures.opening(bob, alice.certificate());
    }

    @Test
    void signedMailIsOctetForOctetWhatWasSigned() throws Exception {
        String mail = protect(MAIL, Protection.signed(alice));
        assertThat(mail)
                .contains("Subject: the offer", "micalg=pgp-sha256", "hp=clear")
                .doesNotContain("secret@");
        var opened = (OpenedMail.Signed) open(mail, bobs());
        var layer = (MailLayer.Signed) opened.layers().getFirst();
        assertThat(layer.signatures()).singleElement().matches(MailSignature::isGood);
        assertThat(mail).contains(text(opened.content()));
        // the body that was 7-bit already stays as it was
        assertThat(text(opened.content()))
                .endsWith(MAIL.substring(MAIL.indexOf("\r\n\r\n--x\r\n")).stripTrailing() + "\r\n");
        assertThat(HeaderProtection.read(opened.content().root()).orElseThrow().text("Subject"))
                .isEqualTo("the offer");
    }

    @ParameterizedTest
    @EnumSource(KeyGenerator.Format.class)
    void encryptedAndSigned(KeyGenerator.Format format) throws Exception {
        var reader = Fixtures.key(format, "Bob <bob@b.example>");
        var wanted = Protection.signedAndEncrypted(alice, List.of(Fixtures.now(reader), Fixtures.now(alice)));
        String mail = protect(MAIL, wanted);
        assertThat(mail)
                .contains("Subject: [...]", "multipart/encrypted", "Version: 1")
                .doesNotContain("the offer", "Forty", "secret@");
        try (var opened = (OpenedMail.Decrypted) open(mail, Fixtures.opening(reader, alice.certificate()))) {
            var layer = (MailLayer.Encrypted) opened.layers().getFirst();
            assertThat(layer.signatures()).singleElement().matches(MailSignature::isGood);
            assertThat(layer.recipients()).hasSize(2);
            assertThat(text(opened.content())).contains("Forty-two.").doesNotContain("secret@");
            assertThat(HeaderProtection.read(opened.content().root())
                            .orElseThrow()
                            .text("Subject"))
                    .isEqualTo("the offer");
        }
    }

    @Test
    void whatTransportsWouldChangeIsEncodedBeforeItIsSigned() throws Exception {
        String mail = "From: alice@a.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"
                + "From here\ntrailing  \numläut\n";
        String signed = protect(mail, Protection.signed(alice));
        assertThat(signed).contains("quoted-printable").matches(s -> s.chars().allMatch(c -> c < 128));
        assertThat(signed.lines()).noneMatch(l -> l.startsWith("From here") || l.endsWith(" "));
        var opened = (OpenedMail.Signed) open(signed, bobs());
        assertThat(opened.content().root().text(1000)).isEqualTo("From here\r\ntrailing  \r\numläut\r\n");
        assertThat(((MailLayer.Signed) opened.layers().getFirst()).signatures())
                .singleElement()
                .matches(MailSignature::isGood);
    }

    @Test
    void bareLineFeedsOnTheWayDoNotBreakASignature() throws Exception {
        String signed = protect(MAIL, Protection.signed(alice)).replace("\r\n", "\n");
        var layer = (MailLayer.Signed) open(signed, bobs()).layers().getFirst();
        assertThat(layer.signatures()).singleElement().matches(MailSignature::isGood);
    }

    @Test
    void aChangedOctetBreaksTheSignature() throws Exception {
        String signed = protect(MAIL, Protection.signed(alice)).replace("Forty-two", "Forty-one");
        var layer = (MailLayer.Signed) open(signed, bobs()).layers().getFirst();
        assertThat(layer.signatures()).noneMatch(s -> s.verdict().isVerified());
    }

    @Test
    void anotherAuthorIsAMismatch() throws Exception {
        String signed = protect(MAIL, Protection.signed(alice)).replaceFirst("alice@a", "carol@a");
        var layer = (MailLayer.Signed) open(signed, bobs()).layers().getFirst();
        assertThat(layer.signatures()).singleElement().satisfies(s -> {
            assertThat(s.verdict().isVerified()).isTrue();
            assertThat(s.author()).isInstanceOf(AddressMatch.Mismatch.class);
            assertThat(s.isGood()).isFalse();
        });
    }

    @Test
    void anUnknownSignerProvesNothing() throws Exception {
        String signed = protect(MAIL, Protection.signed(alice));
        var layer = (MailLayer.Signed) open(signed, Keys.NONE).layers().getFirst();
        assertThat(layer.signatures()).noneMatch(s -> s.verdict().isVerified());
    }

    @Test
    void aSignatureAroundAnEncryptionProvesNothingOfItsContent() throws Exception {
        String inner = protect(MAIL, Protection.encrypted(List.of(Fixtures.now(bob))));
        String outer = protect(inner, Protection.signed(alice));
        try (var opened = open(outer, bobs())) {
            assertThat(opened).isInstanceOf(OpenedMail.Decrypted.class);
            assertThat(((MailLayer.Signed) opened.layers().getFirst()).signatures())
                    .noneMatch(s -> s.verdict().isVerified());
        }
    }

    @Test
    void aListFooterLeavesTheSignedPartAsEvidenceOnly() throws Exception {
        String signed = protect(MAIL, Protection.signed(alice));
        int body = signed.indexOf("Content-Type: multipart/signed");
        String listed = "From: alice@a.example\r\nContent-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n"
                + signed.substring(body) + "\r\n--list\r\nContent-Type: text/plain\r\n\r\nfooter\r\n--list--\r\n";
        var opened = (OpenedMail.Unprotected) open(listed, bobs());
        assertThat(opened.inside()).singleElement().isInstanceOfSatisfying(PartEvidence.Signed.class, part -> {
            assertThat(part.part()).isEqualTo("1");
            assertThat(part.covered()).isEqualTo("1.1");
            assertThat(part.signatures()).singleElement().matches(MailSignature::isGood);
        });
    }

    @Test
    void aFileWithItsSignatureBesideIt() throws Exception {
        byte[] file = {0, 1, 2};
        var made = DetachedSignatures.sign(
                chancery.mime.MimeSource.of(file), alice, Fixtures.POLICY, Fixtures.NOW, Fixtures.RANDOM);
        String mail = MAIL.replace(
                "\r\n--x--",
                "\r\n--x\r\nContent-Type: application/pgp-signature; name=a.pdf.sig\r\n\r\n" + made.toArmor()
                        + "\r\n--x--");
        var opened = (OpenedMail.Unprotected) open(mail, bobs());
        assertThat(opened.inside()).singleElement().isInstanceOfSatisfying(PartEvidence.Signed.class, part -> {
            assertThat(part.covered()).isEqualTo("2");
            assertThat(part.signatures()).singleElement().matches(MailSignature::isGood);
        });
    }

    @Test
    void exchangeRewritesIt() throws Exception {
        String mail = protect(MAIL, Protection.encrypted(List.of(Fixtures.now(bob))));
        String rewritten = mail.replace(
                        "multipart/encrypted; protocol=\"application/pgp-encrypted\"", "multipart/mixed")
                .replaceFirst("\r\n\r\n(--\\S+)\r\n", "\r\n\r\n$1\r\nContent-Type: text/plain\r\n\r\n\r\n$1\r\n");
        try (var opened = open(rewritten, bobs())) {
            assertThat(opened).isInstanceOf(OpenedMail.Decrypted.class);
        }
        // with a word in that text there is something beside the encrypted part
        String beside = rewritten.replace("Content-Type: text/plain\r\n\r\n", "Content-Type: text/plain\r\n\r\nX");
        assertThat(open(beside, bobs()))
                .isInstanceOfSatisfying(
                        OpenedMail.Unprotected.class,
                        unprotected -> assertThat(unprotected.inside()).isNotEmpty());
    }

    @Test
    void theWrongKeyGetsTheNamesOnly() throws Exception {
        String mail = protect(MAIL, Protection.encrypted(List.of(Fixtures.now(alice))));
        var withheld = (OpenedMail.Withheld) open(mail, bobs());
        assertThat(withheld.refusal()).isEqualTo(Refusal.NO_KEY);
        String keyId = Fixtures.now(alice).encryptionKeys().getFirst().keyId();
        assertThat(((MailLayer.Locked) withheld.layers().getFirst()).recipients())
                .containsExactly(new EncryptedTo.Key(keyId, java.util.Optional.of(PublicKeyAlgorithm.ECDH)));
    }
}

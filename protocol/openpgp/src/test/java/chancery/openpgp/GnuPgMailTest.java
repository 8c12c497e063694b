package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.MessageParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails of PGP/MIME and of the cleartext framework, both directions with GnuPG. */
class GnuPgMailTest {
    private static final String MAIL = "From: ours@o.example\r\nTo: peer@p.example\r\nSubject: both ways\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n\r\nFrom me: umläut  \r\n-- \r\nsignature\r\n";

    private GnuPg gpg;
    private UnlockedKey ours;

    @BeforeEach
    void start() throws Exception {
        gpg = new GnuPg();
        ours = new KeyGenerator(Fixtures.RANDOM)
                .generate(
                        KeyGenerator.Format.VERSION_4,
                        "Ours <ours@o.example>",
                        Instant.now().minusSeconds(60),
                        Optional.empty());
        gpg.run("--import", gpg.file("ours.pgp", ours.unprotected().toOctets()).toString());
    }

    @AfterEach
    void stop() throws Exception {
        if (gpg != null) {
            gpg.close();
        }
    }

    private UnlockedKey peer() throws Exception {
        gpg.run("--quick-generate-key", "Peer <peer@p.example>", "default", "default", "never");
        gpg.run("--quick-add-key", fingerprint(), "cv25519", "encr", "never");
        String secret = gpg.run("--armor", "--export-secret-keys", "peer@p.example");
        var key = PrivateKey.parse(Fixtures.utf8(secret.substring(secret.indexOf("-----BEGIN"))));
        return ((PrivateKey.Outcome.Unlocked) key.unlock(new byte[0], OpenPgpLimits.STANDARD)).key();
    }

    private String fingerprint() throws Exception {
        return gpg.run("--with-colons", "--list-keys", "peer@p.example")
                .lines()
                .filter(l -> l.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":")[9];
    }

    private static String protect(Protection wanted) throws Exception {
        var out = new ByteArrayOutputStream();
        var message = MessageParser.parse(MAIL.getBytes(StandardCharsets.UTF_8));
        new MailProtector(Fixtures.POLICY, Fixtures.RANDOM)
                .protect(message, wanted, Fixtures.MEMORY, out, Instant.now());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static OpenedMail open(String mail, Keys keys) throws Exception {
        return new MailOpener(keys, Fixtures.POLICY, OpenPgpLimits.STANDARD)
                .open(MessageParser.parse(mail.getBytes(StandardCharsets.UTF_8)), Fixtures.MEMORY, Instant.now());
    }

    @Test
    void gpgVerifiesOurSignedMail() throws Exception {
        var root = MessageParser.parse(protect(Protection.signed(ours)).getBytes(StandardCharsets.UTF_8))
                .root();
        var content = new ByteArrayOutputStream();
        root.children().getFirst().writeTo(content);
        var signature = root.children().getLast().open().readAllBytes();
        assertThat(gpg.run(
                        "--verify",
                        gpg.file("s.asc", signature).toString(),
                        gpg.file("c", content.toByteArray()).toString()))
                .contains("GOODSIG");
    }

    @Test
    void gpgDecryptsOurMail() throws Exception {
        var peer = peer().certificate().at(Instant.now(), Fixtures.POLICY);
        String mail = protect(Protection.signedAndEncrypted(ours, List.of(peer)));
        var message = MessageParser.parse(mail.getBytes(StandardCharsets.UTF_8));
        byte[] armor = message.root().children().getLast().open().readAllBytes();
        String status = gpg.run(
                "--output",
                gpg.file("m.txt").toString(),
                "--decrypt",
                gpg.file("m.asc", armor).toString());
        assertThat(status).contains("GOODSIG", "DECRYPTION_OKAY");
        var inside = MessageParser.parse(Files.readAllBytes(gpg.file("m.txt")));
        assertThat(inside.header().text("Subject")).isEqualTo("both ways");
        assertThat(inside.root().text(1000)).startsWith("From me: umläut  \r\n-- \r\n");
    }

    @Test
    void weVerifyTheirSignedMail() throws Exception {
        var peer = peer();
        String entity = "Content-Type: text/plain\r\n\r\nfrom GnuPG\r\n";
        gpg.run(
                "-u",
                "peer@p.example",
                "--armor",
                "--output",
                gpg.file("s.asc").toString(),
                "--detach-sign",
                gpg.file("c", Fixtures.utf8(entity)).toString());
        String mail = "From: peer@p.example\r\nContent-Type: multipart/signed; boundary=b;"
                + " protocol=\"application/pgp-signature\"\r\n\r\n--b\r\n" + entity
                + "\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\n"
                + Files.readString(gpg.file("s.asc")) + "\r\n--b--\r\n";
        var opened = open(mail, new Keys(List.of(), List.of(), List.of(peer.certificate())));
        assertThat(((MailLayer.Signed) opened.layers().getFirst()).signatures())
                .singleElement()
                .matches(MailSignature::isGood);
    }

    @Test
    void weOpenTheirEncryptedMail() throws Exception {
        var peer = peer();
        String entity = "Content-Type: text/plain\r\n\r\nfrom GnuPG\r\n";
        gpg.run(
                "-u",
                "peer@p.example",
                "-r",
                "ours@o.example",
                "--armor",
                "--sign",
                "--output",
                gpg.file("m.asc").toString(),
                "--encrypt",
                gpg.file("c", Fixtures.utf8(entity)).toString());
        String mail = "From: peer@p.example\r\nContent-Type: multipart/encrypted; boundary=b;"
                + " protocol=\"application/pgp-encrypted\"\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\n"
                + "Version: 1\r\n\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n"
                + Files.readString(gpg.file("m.asc")) + "\r\n--b--\r\n";
        try (var opened = open(mail, Fixtures.opening(ours, peer.certificate()))) {
            assertThat(((MailLayer.Encrypted) opened.layers().getFirst()).signatures())
                    .singleElement()
                    .matches(MailSignature::isGood);
            assertThat(((OpenedMail.Decrypted) opened).content().root().text(100))
                    .isEqualTo("from GnuPG\r\n");
        }
    }

    @Test
    void cleartextBothDirections() throws Exception {
        String text = "-dash\n- dash\nFrom me \n\n  umläut\t\nlast";
        String document = CleartextDocument.write(text, ours, Fixtures.POLICY, Instant.now(), Fixtures.RANDOM);
        assertThat(gpg.run(
                        "--verify", gpg.file("d.asc", Fixtures.utf8(document)).toString()))
                .contains("GOODSIG");
        var peer = peer();
        gpg.run(
                "-u",
                "peer@p.example",
                "--output",
                gpg.file("t.asc").toString(),
                "--clear-sign",
                gpg.file("t", Fixtures.utf8(text)).toString());
        String mail = "From: peer@p.example\nContent-Type: text/plain; charset=utf-8\n\n"
                + Files.readString(gpg.file("t.asc"));
        var opened = (OpenedMail.Inline) open(mail, new Keys(List.of(), List.of(), List.of(peer.certificate())));
        var piece = (InlinePiece.Signed) opened.texts().getFirst().pieces().getFirst();
        assertThat(piece.signatures()).singleElement().matches(MailSignature::isGood);
        assertThat(piece.text()).isEqualTo("-dash\n- dash\nFrom me\n\n  umläut\nlast");
    }
}

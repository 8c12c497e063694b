package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.MimeSource;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both directions with GnuPG. */
class GnuPgInteropTest {
    private GnuPg gpg;

    @BeforeEach
    void start() throws Exception {
        gpg = new GnuPg();
    }

    @AfterEach
    void stop() throws Exception {
        if (gpg != null) {
            gpg.close();
        }
    }

    private UnlockedKey theirs(String algorithm, String usage) throws Exception {
        gpg.run("--quick-generate-key", "Peer <peer@p.example>", algorithm, usage, "never");
        String secret = gpg.run("--armor", "--export-secret-keys", "peer@p.example");
        var key = PrivateKey.parse(Fixtures.utf8(secret.substring(secret.indexOf("-----BEGIN"))));
        return ((PrivateKey.Outcome.Unlocked) key.unlock(new byte[0], OpenPgpLimits.STANDARD)).key();
    }

    private UnlockedKey ours() throws Exception {
        var key = new KeyGenerator(Fixtures.RANDOM)
                .generate(
                        KeyGenerator.Format.VERSION_4,
                        "Ours <ours@o.example>",
                        Instant.now().minusSeconds(60),
                        java.util.Optional.empty());
        gpg.run("--import", gpg.file("ours.asc", key.unprotected().toOctets()).toString());
        return key;
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "rsa3072"})
    void theirKeyWithoutAeadGetsVersionOneAndOpensIt(String algorithm) throws Exception {
        var peer = theirs(algorithm, "default");
        if (peer.certificate().keyFingerprints().size() == 1) {
            gpg.run("--quick-add-key", peer.certificate().fingerprint().hex(), algorithm, "encr", "never");
            String exported = gpg.run("--armor", "--export", "peer@p.example");
            var certificate = Certificate.parse(Fixtures.utf8(exported.substring(exported.indexOf("-----BEGIN"))));
            peer = new UnlockedKey(certificate, java.util.Map.of());
        }
        var view = peer.certificate().at(Instant.now(), Fixtures.POLICY);
        var writer = Fixtures.writer().to(view).signedBy(ours());
        assertThat(writer.usesAead()).isFalse();
        byte[] text = Fixtures.utf8("to GnuPG\n");
        var file = gpg.file("m.pgp", writer.encrypt(text, Instant.now()));
        String status = gpg.run("--output", gpg.file("m.txt").toString(), "--decrypt", file.toString());
        assertThat(Files.readAllBytes(gpg.file("m.txt"))).isEqualTo(text);
        assertThat(status).contains("GOODSIG", "DECRYPTION_OKAY", "VALIDSIG");
        assertThat(gpg.run("--list-packets", file.toString())).contains("mdc_method: 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000})
    void sizesBothDirections(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        bothDirections(gpg.file("plain", content), Workspace.memory(1 << 20));
    }

    @Test
    void hundredMegabytesBothDirections(@TempDir Path folder) throws Exception {
        var plain = gpg.file("plain");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(plain))) {
            byte[] block = new byte[1 << 20];
            var random = new Random(100);
            for (int i = 0; i < 100; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        bothDirections(plain, Workspace.folder(folder, 101 << 20));
    }

    private void bothDirections(Path plain, Workspace workspace) throws Exception {
        var key = ours();
        var certificate = key.certificate();
        var view = certificate.at(Instant.now(), Fixtures.POLICY);
        var encrypted = gpg.file("out.pgp");
        try (var out = new BufferedOutputStream(Files.newOutputStream(encrypted))) {
            Fixtures.writer()
                    .to(view)
                    .signedBy(key)
                    .encrypt(MimeSource.of(plain), Files.size(plain), out, Instant.now());
        }
        gpg.run("--output", gpg.file("back").toString(), "--decrypt", encrypted.toString());
        assertThat(Files.mismatch(plain, gpg.file("back"))).isEqualTo(-1);

        var theirs = gpg.file("in.pgp").toString();
        gpg.run(
                "--output",
                theirs,
                "--compress-algo",
                "zlib",
                "--recipient",
                "ours@o.example",
                "--sign",
                "--encrypt",
                plain.toString());
        try (var in = Files.newInputStream(Path.of(theirs))) {
            var outcome = Fixtures.READER.read(in, Fixtures.opening(key, certificate), workspace, Instant.now());
            try (var opened = (MessageOutcome.Opened) outcome) {
                assertThat(opened.size()).isEqualTo(Files.size(plain));
                assertThat(opened.isVerified()).isTrue();
                assertThat(sha256(opened.content())).isEqualTo(sha256(MimeSource.of(plain)));
            }
        }
    }

    private static byte[] sha256(MimeSource source) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var in = source.open()) {
            byte[] piece = new byte[1 << 16];
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                digest.update(piece, 0, got);
            }
        }
        return digest.digest();
    }

    @Test
    void signaturesBothDirections() throws Exception {
        var key = ours();
        byte[] text = Fixtures.utf8("a contract\r\n");
        var content = gpg.file("c.txt", text);
        var made = DetachedSignatures.sign(MimeSource.of(text), key, Fixtures.POLICY, Instant.now(), Fixtures.RANDOM);
        var signature = gpg.file("c.sig", Fixtures.utf8(made.toArmor()));
        assertThat(gpg.run("--verify", signature.toString(), content.toString()))
                .contains("GOODSIG");
        gpg.run(
                "--output",
                gpg.file("t.sig").toString(),
                "--local-user",
                "ours@o.example",
                "--detach-sign",
                content.toString());
        var verdicts = DetachedSignatures.verify(
                Files.readAllBytes(gpg.file("t.sig")),
                MimeSource.of(text),
                List.of(key.certificate()),
                Fixtures.POLICY,
                OpenPgpLimits.STANDARD,
                Instant.now());
        assertThat(verdicts).hasSize(1).allMatch(SignatureVerdict::isVerified);
    }

    @Test
    void passphrasesBothDirections() throws Exception {
        var file = gpg.file(
                "p.pgp",
                Fixtures.writer().toPassphrase(Fixtures.utf8("pass")).encrypt(Fixtures.utf8("x"), Instant.now()));
        gpg.run("--passphrase", "pass", "--output", gpg.file("p.txt").toString(), "--decrypt", file.toString());
        assertThat(Files.readString(gpg.file("p.txt"))).isEqualTo("x");
        gpg.run(
                "--passphrase",
                "pass",
                "--output",
                gpg.file("q.pgp").toString(),
                "--symmetric",
                gpg.file("p.txt").toString());
        var keys = new Keys(List.of(), List.of(Fixtures.utf8("pass")), List.of());
        var outcome = Fixtures.READER.read(Files.readAllBytes(gpg.file("q.pgp")), keys, Fixtures.MEMORY, Instant.now());
        assertThat(((MessageOutcome.Opened) outcome).octets()).isEqualTo(Fixtures.utf8("x"));
    }
}

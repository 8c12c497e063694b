package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** keygen, protect and open, from file to file. */
class ProtectionFilesTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Chancery.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void keys(String name) throws Exception {
        Files.writeString(folder.resolve("secret"), "correct horse\nsecond line\n");
        assertThat(run(
                        "keygen",
                        "--smime",
                        "--email",
                        name + "@example.com",
                        "--kind",
                        "ec",
                        "--out",
                        file(name + ".pem"),
                        "--passphrase-file",
                        file("secret")))
                .as(err.toString())
                .isZero();
    }

    private String mail() throws Exception {
        Files.writeString(
                folder.resolve("offer.eml"),
                "From: alice@example.com\r\nTo: bob@example.com\r\nSubject: the offer\r\n\r\nForty-two.\r\n");
        return file("offer.eml");
    }

    @Test
    void outIsNoDeviceAndALinkStaysOne() throws Exception {
        keys("bob");
        var link = Files.createSymbolicLink(folder.resolve("link.eml"), Path.of("behind.eml"));
        Files.writeString(folder.resolve("behind.eml"), "before");
        assertThat(run("protect", "--to", file("bob.cert.pem"), mail(), "--out", link.toString(), "--force"))
                .isZero();
        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("behind.eml")).content().contains("smime-type");
        assertThat(run("protect", "--to", file("bob.cert.pem"), mail(), "--out", "/dev/full", "--force"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("/dev/full is a device or a pipe");
    }

    @Test
    void whatDoesNotFitIsNotLeftBehindAndNamesItsFile() throws Exception {
        var full = new IOException("No space left on device");
        assertThatThrownBy(() -> NewFile.ofOwner(folder.resolve("k.pem"), false, _ -> {
                    throw full;
                }))
                .hasMessage(folder.resolve("k.pem") + " cannot be written: No space left on device");
        // both files of a key or neither
        Files.createDirectory(folder.resolve("k.cert.asc"));
        assertThat(run("keygen", "--openpgp", "--email", "a@b.example", "--no-passphrase", "--out", file("k.asc")))
                .isEqualTo(2);
        try (var made = NewFile.ofOwner(folder.resolve("lone"), false, out -> out.write(1))) {
            assertThat(made).isNotNull();
        }
        try (var left = Files.list(folder)) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactly("k.cert.asc");
        }
    }

    @Test
    void whatIsNeitherMailNorMessageIsSaid() throws Exception {
        keys("bob");
        Files.write(folder.resolve("junk"), new byte[] {(byte) 0xa5, 1, 2, 3});
        assertThat(run("open", "--key", file("bob.pem"), file("junk"))).isEqualTo(2);
        assertThat(err.toString()).contains("junk is no mail", "keys are of S/MIME");
        assertThat(run("protect", "--to", file("bob.cert.pem"), file("junk"))).isEqualTo(2);
        assertThat(err.toString()).contains("begins with no header field", "--file protects any file");
        Files.writeString(folder.resolve("empty"), "");
        assertThat(run("protect", "--to", file("bob.cert.pem"), file("empty"))).isEqualTo(2);
        assertThat(err.toString()).contains("empty is empty");
    }

    @Test
    void fromFileToFile() throws Exception {
        keys("alice");
        keys("bob");
        assertThat(run(
                        "protect",
                        "--to",
                        file("bob.cert.pem"),
                        "--sign",
                        file("alice.pem"),
                        "--passphrase-file",
                        file("secret"),
                        mail(),
                        "--out",
                        file("protected.eml")))
                .as(err.toString())
                .isZero();
        String text = Files.readString(folder.resolve("protected.eml"), StandardCharsets.US_ASCII);
        assertThat(text).contains("authEnveloped-data", "Subject: [...]").doesNotContain("offer", "Forty");
        assertThat(run(
                        "open",
                        "--key",
                        file("bob.pem"),
                        "--passphrase-file",
                        file("secret"),
                        "--trust",
                        file("alice.cert.pem"),
                        file("protected.eml")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("AES-256-GCM", "Signed by CN=alice@example.com", "verified", "the offer", "Forty-two.");
    }

    @Test
    void asJson() throws Exception {
        keys("bob");
        assertThat(run("protect", "--to", file("bob.cert.pem"), mail(), "--out", file("p.eml")))
                .isZero();
        assertThat(run("open", "--json", "--key", file("bob.pem"), "--passphrase-file", file("secret"), file("p.eml")))
                .isZero();
        var json = JsonMapper.builder().build().readTree(out.toString());
        assertThat(json.get("result").asString()).isEqualTo("decrypted");
        assertThat(json.get("subject").asString()).isEqualTo("the offer");
        assertThat(json.get("text").asString()).contains("Forty-two.");
    }

    @Test
    void nothingIsShownWithoutTheKey() throws Exception {
        keys("alice");
        keys("bob");
        assertThat(run("protect", "--to", file("bob.cert.pem"), mail(), "--out", file("p.eml")))
                .isZero();
        assertThat(run("open", "--key", file("alice.pem"), "--passphrase-file", file("secret"), file("p.eml")))
                .isEqualTo(3);
        assertThat(out.toString()).contains("Nothing is shown").doesNotContain("Forty");
    }

    @Test
    void filesAreNotOverwritten() throws Exception {
        keys("alice");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("alice.pem"))))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(folder.resolve("alice.pem"));
        assertThat(run("keygen", "--email", "alice@example.com", "--out", file("alice.pem"), "--no-passphrase"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--force").doesNotContain("Exception");
        assertThat(Files.readAllBytes(folder.resolve("alice.pem"))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keygen --email a@b.example --no-passphrase --out nowhere/k.pem | there is no folder",
                "keygen --email a@b.example --no-passphrase --out folder | folder is a folder",
                "inspect absent | absent does not exist",
                "inspect folder | folder is a folder",
                "inspect empty | empty is empty",
                "inspect binary | binary is no mail",
                "inspect alice.cert.asc | alice.cert.asc is no mail: it begins like a file of keys",
                "open absent | absent does not exist",
                "open folder | folder is a folder",
                "open empty | empty is empty",
                "open binary | binary is no mail",
                "open --key folder offer.eml | folder is a folder",
                "open --key binary offer.eml | binary holds no private key",
                "open --key alice.cert.pem offer.eml | alice.cert.pem holds no private key",
                "open --trust binary offer.eml | binary holds no certificate",
                "protect --to alice.cert.pem absent | absent does not exist",
                "protect --to alice.cert.pem folder | folder is a folder",
                "protect --to alice.cert.pem empty | empty is empty",
                "protect --to alice.cert.pem binary | binary is no mail",
                "protect --to empty offer.eml | empty holds no certificate",
                "protect --to alice.cert.pem --out folder offer.eml | folder is a folder",
                "protect --to alice.cert.pem --out nowhere/p.eml offer.eml | there is no folder",
                "protect --file --to alice.asc --out p folder | folder is a folder",
                "protect --to alice.cert.pem,alice.asc offer.eml | one mail is protected in one way"
            })
    void whatAFileIsNotIsSaid(String typed, String said) throws Exception {
        keys("alice");
        mail();
        assertThat(run(
                        "keygen",
                        "--openpgp",
                        "--email",
                        "alice@b.example",
                        "--no-passphrase",
                        "--out",
                        file("alice.asc")))
                .isZero();
        Files.createDirectory(folder.resolve("folder"));
        Files.createFile(folder.resolve("empty"));
        Files.write(folder.resolve("binary"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, '\n', 0});
        // every word that can be a file is one of the folder
        var words = Arrays.stream(typed.split(" "))
                .map(w -> w.matches("-.*|keygen|inspect|open|protect|a@b.example") ? w : inFolder(w))
                .toArray(String[]::new);
        assertThat(run(words)).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains(said).doesNotContain("Exception");
        assertThat(err.toString().lines()).hasSize(1);
    }

    private String inFolder(String names) {
        return Arrays.stream(names.split(",")).map(this::file).collect(Collectors.joining(","));
    }

    @Test
    void whatTakesItsTimeIsSaidAndTakenBack() throws Exception {
        var shown = new CountDownLatch(1);
        var terminal = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                shown.countDown();
            }
        };
        try (var _ = Waiting.on("making the key", new PrintStream(terminal, false, StandardCharsets.UTF_8))) {
            assertThat(shown.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .startsWith("\rmaking the key (1 s)")
                .endsWith("\r\033[K");
    }

    @Test
    void wrongUseIsAnsweredInWords() throws Exception {
        keys("alice");
        Files.writeString(folder.resolve("wrong"), "another\n");
        assertThat(run("protect", "--sign", file("alice.pem"), "--passphrase-file", file("wrong"), mail()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("passphrase").doesNotContain("Exception");
        assertThat(run("protect", "--to", mail(), mail())).isEqualTo(2);
        assertThat(run("protect", mail())).isEqualTo(2);
        assertThat(run("keygen", "--email", "nobody", "--out", file("x"), "--no-passphrase"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("nobody").doesNotContain("Exception");
    }
}

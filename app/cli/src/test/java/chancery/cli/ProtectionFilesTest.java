package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void fromFileToFile() throws Exception {
        keys("alice");
        keys("bob");
        assertThat(run(
                        "protect",
                        "--to",
                        file("bob.pem.cert.pem"),
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
                        file("alice.pem.cert.pem"),
                        file("protected.eml")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("AES-256-GCM", "Signed by CN=alice@example.com", "verified", "the offer", "Forty-two.");
    }

    @Test
    void asJson() throws Exception {
        keys("bob");
        assertThat(run("protect", "--to", file("bob.pem.cert.pem"), mail(), "--out", file("p.eml")))
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
        assertThat(run("protect", "--to", file("bob.pem.cert.pem"), mail(), "--out", file("p.eml")))
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

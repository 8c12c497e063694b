package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.net.FakeDns;
import chancery.net.FakeDnsServer;
import chancery.openpgp.AlgorithmPolicy;
import chancery.openpgp.AutocryptHeader;
import chancery.openpgp.Certificate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** keygen, protect, open and inspect with OpenPGP, from file to file. */
class OpenPgpFilesTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Arguments that begin with @ are files in the folder. */
    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<String>();
        for (String argument : arguments) {
            all.add(
                    argument.startsWith("@")
                            ? folder.resolve(argument.substring(1)).toString()
                            : argument);
        }
        return Chancery.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private void key(String name, String... more) {
        var arguments =
                new ArrayList<>(List.of("keygen", "--openpgp", "--email", name + "@example.com", "--out", "@" + name));
        arguments.addAll(List.of(more));
        assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    }

    private void mail() throws Exception {
        Files.writeString(
                folder.resolve("offer.eml"),
                "From: alice@example.com\r\nTo: bob@example.com\r\nSubject: the offer\r\n\r\nForty-two.\r\n");
    }

    @Test
    void aCertificateInTheHeaderIsNamed() throws Exception {
        key("alice", "--no-passphrase");
        Certificate certificate = Certificate.parse(Files.readAllBytes(folder.resolve("alice.cert.asc")));
        var view = certificate.at(Instant.now(), AlgorithmPolicy.STANDARD);
        String field = AutocryptHeader.of(EmailAddress.parse("alice@example.com"), true, view)
                .value();
        String mail = "To: bob@example.com\r\nSubject: the offer\r\nAutocrypt: " + field + "\r\n\r\nForty-two.\r\n";
        Files.writeString(folder.resolve("hers.eml"), "From: alice@example.com\r\n" + mail);
        Files.writeString(folder.resolve("theirs.eml"), "From: mallory@example.com\r\n" + mail);

        assertThat(run("inspect", "@hers.eml")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("not verified", certificate.fingerprint().toString(), "Asks for encrypted answers");
        assertThat(run("inspect", "--json", "@hers.eml")).isZero();
        var json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.at("/autocrypt/fingerprint").asString())
                .isEqualTo(certificate.fingerprint().hex());
        assertThat(run("inspect", "@theirs.eml")).isZero();
        assertThat(out.toString()).contains("The field is not used").doesNotContain("Asks for");
    }

    @Test
    void severalRecipientsAndASignature() throws Exception {
        Files.writeString(folder.resolve("secret"), "correct horse\nsecond line\n");
        key("alice", "--name", "Alice", "--passphrase-file", "@secret");
        key("bob", "--no-passphrase", "--kind", "v6");
        key("carol", "--no-passphrase");
        mail();
        assertThat(run(
                        "protect",
                        "--to",
                        "@bob.cert.asc",
                        "--to",
                        "@carol.cert.asc",
                        "--sign",
                        "@alice",
                        "--passphrase-file",
                        "@secret",
                        "@offer.eml",
                        "--out",
                        "@p.eml"))
                .as(err.toString())
                .isZero();
        assertThat(Files.readString(folder.resolve("p.eml"), StandardCharsets.US_ASCII))
                .contains("multipart/encrypted", "Subject: [...]")
                .doesNotContain("offer", "Forty");
        for (String reader : List.of("@bob", "@carol")) {
            assertThat(run("open", "--key", reader, "--trust", "@alice.cert.asc", "@p.eml"))
                    .isZero();
            assertThat(out.toString())
                    .contains(
                            "Signed by Alice <alice@example.com>",
                            "belongs to alice@example.com",
                            "the offer",
                            "Forty");
        }
        assertThat(run("inspect", "--json", "@p.eml")).isZero();
        var layer = JsonMapper.shared().readTree(out.toString()).at("/openpgp/layers/0");
        assertThat(layer.path("layer").asString()).isEqualTo("locked");
        assertThat(layer.path("recipients").size()).isEqualTo(2);
        assertThat(out.toString()).doesNotContain("Forty");
    }

    @Test
    void theWrongKeyPassphraseOrFileIsAnsweredInWords() throws Exception {
        Files.writeString(folder.resolve("secret"), "correct horse\n");
        Files.writeString(folder.resolve("wrong"), "battery staple\n");
        key("alice", "--passphrase-file", "@secret");
        key("bob", "--no-passphrase");
        mail();
        assertThat(run("protect", "--to", "@bob.cert.asc", "@offer.eml", "--out", "@p.eml"))
                .isZero();
        assertThat(run("open", "--key", "@alice", "--passphrase-file", "@secret", "@p.eml"))
                .isEqualTo(3);
        assertThat(out.toString()).contains("no key at hand opens it").doesNotContain("Forty");
        assertThat(run("open", "--key", "@alice", "--passphrase-file", "@wrong", "@p.eml"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("the passphrase does not open");
        assertThat(run("open", "--key", "@bob.cert.asc", "@p.eml")).isEqualTo(2);
        assertThat(err.toString()).contains("has no private key");
        assertThat(run("open", "--key", "@none", "@p.eml")).isEqualTo(2);
        assertThat(err.toString()).contains("does not exist");
        assertThat(run("open", "--openpgp", "--key", "@offer.eml", "@p.eml")).isEqualTo(2);
        assertThat(err.toString()).contains("holds no key of OpenPGP");
        Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(Files.readAllBytes(folder.resolve("bob")), 200));
        assertThat(run("open", "--key", "@cut", "@p.eml")).isEqualTo(2);
        assertThat(err.toString())
                .contains("has no key of OpenPGP that can be read")
                .doesNotContain("\tat ");
        Files.writeString(folder.resolve("noise"), "\0\1\2 noise");
        assertThat(run("protect", "--to", "@bob.cert.asc", "@noise")).isEqualTo(2);
        assertThat(err.toString()).contains("is no mail", "--file");
        assertThat(run("protect", "--to", "@bob.cert.asc", "--sign", "@offer.eml", "@offer.eml"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("one mail is protected in one way");
    }

    @Test
    void filesThatAreNoMail() throws Exception {
        key("alice", "--no-passphrase");
        key("bob", "--no-passphrase", "--kind", "v6");
        byte[] content = {0, (byte) 0xff, 1, 2, 3};
        Files.write(folder.resolve("plan"), content);
        assertThat(run("protect", "--file", "--to", "@bob.cert.asc", "--sign", "@alice", "@plan", "--out", "@plan.pgp"))
                .as(err.toString())
                .isZero();
        assertThat(run("open", "--key", "@bob", "--trust", "@alice.cert.asc", "@plan.pgp", "--out", "@back"))
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve("back"))).isEqualTo(content);
        assertThat(out.toString()).contains("Signed by alice@example.com");
        assertThat(run("protect", "--file", "--sign", "@alice", "@plan", "--out", "@plan.sig"))
                .isZero();
        assertThat(run("open", "--trust", "@alice.cert.asc", "@plan.sig", "--of", "@plan"))
                .isZero();
        assertThat(run("open", "--trust", "@alice.cert.asc", "@plan.sig", "--of", "@alice"))
                .isEqualTo(3);
        assertThat(out.toString()).contains("NOT verified");
        byte[] changed = Files.readAllBytes(folder.resolve("plan.pgp"));
        changed[changed.length - 5] ^= 1;
        Files.write(folder.resolve("changed"), changed);
        assertThat(run("open", "--key", "@bob", "@changed", "--out", "@never")).isEqualTo(3);
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void inspectSaysWhoSigned() throws Exception {
        key("alice", "--no-passphrase", "--name", "Alice");
        mail();
        assertThat(run("protect", "--sign", "@alice", "@offer.eml", "--out", "@s.eml"))
                .isZero();
        assertThat(run("inspect", "--trust", "@alice.cert.asc", "@s.eml"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("Signed by Alice <alice@example.com>", "the content is as it was signed");
        assertThat(run("inspect", "@s.eml")).isZero();
        assertThat(out.toString()).contains("which is not at hand", "--trust CERT");
        assertThat(run("inspect", "--trust", "@none", "@s.eml")).isEqualTo(2);
    }

    @Test
    void authenticationIsCheckedByTheServerThatIsNamed() throws Exception {
        mail();
        var dns = new FakeDns()
                .txt("example.com", "v=spf1 ip4:192.0.2.1 -all")
                .txt("_dmarc.example.com", "v=DMARC1; p=reject");
        try (var server = new FakeDnsServer(dns)) {
            String at = server.address().toString();
            assertThat(run("inspect", "--dns", at, "--client-ip", "192.0.2.1", "@offer.eml"))
                    .isZero();
            assertThat(out.toString())
                    .contains("SPF: pass for example.com", "DKIM: none", "DMARC: pass for example.com, policy reject");
            assertThat(run("inspect", "--dns", at, "--client-ip", "192.0.2.2", "--json", "@offer.eml"))
                    .isZero();
            var found = JsonMapper.shared().readTree(out.toString()).path("authentication");
            assertThat(found.at("/spf/result").asString()).isEqualTo("fail");
            assertThat(found.at("/dmarc/result").asString()).isEqualTo("fail");
            assertThat(run("inspect", "--dns", at, "@offer.eml")).isZero();
            assertThat(out.toString()).contains("SPF: not checked; --client-ip", "DMARC: fail");
        }
    }

    @Test
    void checksThatAskTheDnsAreOnlyMadeWhenAskedFor() throws Exception {
        mail();
        assertThat(run("inspect", "--client-ip", "192.0.2.1", "@offer.eml")).isEqualTo(2);
        assertThat(err.toString()).contains("--dns");
        assertThat(run("inspect", "--dns", "127.0.0.1:9", "--client-ip", "mx.example.org", "@offer.eml"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--client-ip is an address");
        assertThat(run("inspect", "--dns", "127.0.0.1:9", "--helo", "x", "@offer.eml"))
                .isEqualTo(2);
    }
}

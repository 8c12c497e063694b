package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both directions with GnuPG's gpgsm as it is installed; skipped where it is not. Version 2.2 reads neither AES-GCM nor
 * RSA-OAEP, so that it stands for the programs to which AES-CBC and PKCS #1 are sent.
 */
class GpgsmTest {
    private final Identity alice = People.alice(KeyKind.RSA_2048);

    @TempDir
    private Path folder;

    private Gpgsm gpgsm;

    @BeforeEach
    void setUp() throws Exception {
        var openSsl = new OpenSsl(folder);
        gpgsm = new Gpgsm(folder, List.of(People.AUTHORITY.certificate()), People.NOW);
        Files.write(folder.resolve("key.pem"), IdentityWriter.pem(alice, new char[0]));
        gpgsm.importKey(openSsl, "key.pem");
    }

    @AfterEach
    void stop() throws Exception {
        if (gpgsm != null) {
            gpgsm.close();
        }
    }

    private String gpgsm(String... arguments) throws Exception {
        var answer = gpgsm.ask(arguments);
        assertThat(answer.ok()).as(answer.text()).isTrue();
        return answer.text();
    }

    private byte[] file(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private static byte[] entity(int octets) {
        var text = new StringBuilder("Content-Type: text/plain\r\n\r\n");
        for (int i = 0; i < octets; i++) {
            text.append(i % 70 == 69 ? "\r\n" : "x");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3_000})
    void gpgsmVerifiesOurs(int octets) throws Exception {
        byte[] entity = entity(octets);
        Files.write(folder.resolve("in"), entity);
        var content = new Canonical(MimeSource.of(entity));
        var writer = new SignedWriter(alice, false, List.of(), People.NOW);
        Files.write(folder.resolve("detached"), writer.detached(content, OutputStream.nullOutputStream()));
        assertThat(gpgsm("--verify", "detached", "in")).contains("Good signature from");
        Files.write(folder.resolve("opaque"), People.written(out -> writer.opaque(content, out)));
        assertThat(gpgsm("--output", "out", "--verify", "opaque")).contains("Good signature from");
        assertThat(file("out")).isEqualTo(entity);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3_000})
    void weVerifyItsOwn(int octets) throws Exception {
        byte[] entity = entity(octets);
        Files.write(folder.resolve("in"), entity);
        gpgsm("--local-user", "alice@example.com", "--output", "detached", "--detach-sign", "in");
        gpgsm("--local-user", "alice@example.com", "--output", "opaque", "--sign", "in");
        for (Message message : List.of(clear(entity, file("detached")), cms(file("opaque")))) {
            try (var space = ScratchSpace.standard()) {
                var opened = (Opened.Signed) People.opener().open(message, space, People.NOW);
                assertThat(((Layer.Signed) opened.layers().getFirst()).signatures())
                        .singleElement()
                        .satisfies(s -> assertThat(s.isGood()).as(s.toString()).isTrue());
                assertThat(octets(opened.content())).isEqualTo(entity);
            }
        }
    }

    private static Message cms(byte[] object) throws Exception {
        return People.mail(("Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(object))
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static Message clear(byte[] entity, byte[] signature) throws Exception {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b\r\n\r\n"
                        + "--b\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(entity);
        out.writeBytes(("\r\n--b\r\nContent-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64"
                        + "\r\n\r\n" + Base64.getMimeEncoder().encodeToString(signature) + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return People.mail(out.toByteArray());
    }

    private static byte[] octets(Message message) throws IOException {
        try (InputStream in = message.source().open()) {
            return in.readAllBytes();
        }
    }

    /** Alice, with what her program says that it reads. */
    private Recipient recipient() throws Exception {
        Files.write(folder.resolve("any"), entity(1));
        gpgsm("--local-user", "alice@example.com", "--output", "said", "--sign", "any");
        try (var space = ScratchSpace.standard()) {
            var opened = People.opener().open(cms(file("said")), space, People.NOW);
            var signature =
                    ((Layer.Signed) opened.layers().getFirst()).signatures().getFirst();
            assertThat(signature.capabilities().identifiers()).isNotEmpty();
            return new Recipient(alice.certificate(), signature.capabilities());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3_000})
    void gpgsmDecryptsWhatItsCapabilitiesAskFor(int octets) throws Exception {
        byte[] entity = entity(octets);
        var to = List.of(recipient());
        var cipher = MessageProtector.cipher(to);
        assertThat(cipher.isAuthenticated()).isFalse();
        Files.write(
                folder.resolve("ours"),
                People.written(out -> EnvelopedWriter.write(new Canonical(MimeSource.of(entity)), to, cipher, out)));
        gpgsm("--output", "out", "--decrypt", "ours");
        assertThat(file("out")).isEqualTo(entity);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3_000})
    void weDecryptItsOwn(int octets) throws Exception {
        byte[] entity = entity(octets);
        Files.write(folder.resolve("in"), entity);
        gpgsm("--recipient", "alice@example.com", "--output", "its", "--encrypt", "in");
        try (var space = ScratchSpace.standard()) {
            var opened = People.opener(alice).open(cms(file("its")), space, People.NOW);
            assertThat(opened).isInstanceOf(Opened.Malleable.class);
            assertThat(octets(((Opened.Malleable) opened).content())).isEqualTo(entity);
        }
    }

    @Test
    @Tag("soak")
    void hundredMegabytesToGpgsm() throws Exception {
        byte[] entity = entity(100_000_000);
        var to = List.of(recipient());
        try (OutputStream out = Files.newOutputStream(folder.resolve("ours"))) {
            EnvelopedWriter.write(new Canonical(MimeSource.of(entity)), to, MessageProtector.cipher(to), out);
        }
        gpgsm("--output", "out", "--decrypt", "ours");
        assertThat(java.util.Arrays.equals(file("out"), entity)).isTrue();
    }

    @Test
    @Tag("soak")
    void hundredMegabytesFromGpgsm() throws Exception {
        byte[] entity = entity(100_000_000);
        Files.write(folder.resolve("in"), entity);
        gpgsm("--recipient", "alice@example.com", "--output", "its", "--encrypt", "in");
        Path mail = folder.resolve("mail");
        try (OutputStream out = Files.newOutputStream(mail)) {
            out.write("Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            Files.copy(folder.resolve("its"), out);
        }
        try (var space = ScratchSpace.standard()) {
            var message = MessageParser.parse(MimeSource.of(mail), MimeLimits.STANDARD);
            var opened = (Opened.Malleable) People.opener(alice).open(message, space, People.NOW);
            try (InputStream in = opened.content().source().open()) {
                assertThat(java.util.Arrays.equals(in.readAllBytes(), entity)).isTrue();
            }
        }
    }
}

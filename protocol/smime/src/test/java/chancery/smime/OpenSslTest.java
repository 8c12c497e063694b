package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both directions with OpenSSL as it is installed; skipped where it is not. OpenSSL 3.0 has no Ed25519 in CMS. */
class OpenSslTest {
    private static final MessageProtector PROTECTOR = new MessageProtector(People.CLOCK);

    @TempDir
    private Path folder;

    record Case(String name, KeyKind kind, int octets, String... options) {
        @Override
        public String toString() {
            return name + ", " + octets + " octets";
        }
    }

    @BeforeEach
    void isInstalled() {
        OpenSsl.require();
    }

    private String run(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add("openssl");
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        try {
            var process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "OK " + said : "FAILED " + said;
        } catch (IOException e) {
            return "absent";
        }
    }

    private Path write(String name, byte[] octets) throws IOException {
        return Files.write(folder.resolve(name), octets);
    }

    private void keys(Identity identity) throws Exception {
        write("key.pem", IdentityWriter.pem(identity, new char[0]));
        write("cert.pem", identity.certificate().pem().getBytes(StandardCharsets.US_ASCII));
        write("ca.pem", People.AUTHORITY.certificate().pem().getBytes(StandardCharsets.US_ASCII));
    }

    /** An entity with a body of so many octets of base64-like text. */
    private static byte[] entity(int octets) {
        var text = new StringBuilder("Content-Type: text/plain\r\n\r\n");
        var random = new Random(octets);
        for (int i = 0; i < octets; i++) {
            text.append(i % 70 == 69 ? "\r\n" : String.valueOf((char) ('a' + random.nextInt(26))));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static Stream<Case> encryptions() {
        return Stream.of(0, 1, 3_000)
                .flatMap(size -> Stream.of(
                        new Case("RSA-OAEP, AES-256-GCM", KeyKind.RSA_2048, size, "-aes-256-gcm", "oaep"),
                        new Case("RSA PKCS #1, AES-128-CBC", KeyKind.RSA_2048, size, "-aes128"),
                        new Case("ECDH, AES-256-GCM", KeyKind.EC_P256, size, "-aes-256-gcm"),
                        new Case("ECDH, AES-256-CBC", KeyKind.EC_P256, size, "-aes256")));
    }

    @ParameterizedTest
    @MethodSource("encryptions")
    void openSslDecryptsOurs(Case c) throws Exception {
        var alice = People.alice(c.kind());
        keys(alice);
        byte[] entity = entity(c.octets());
        var cipher = c.options()[0].contains("gcm") ? ContentCipher.AES_256_GCM : ContentCipher.AES_128_CBC;
        write(
                "in.eml",
                People.written(out -> PROTECTOR.encrypt(
                        MimeSource.of(entity), List.of(Recipient.of(alice.certificate())), cipher, out)));
        assertThat(run("cms", "-decrypt", "-in", "in.eml", "-inkey", "key.pem", "-recip", "cert.pem", "-out", "out"))
                .startsWith("OK");
        assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(entity);
    }

    @ParameterizedTest
    @MethodSource("encryptions")
    void weDecryptItsOwn(Case c) throws Exception {
        var alice = People.alice(c.kind());
        keys(alice);
        byte[] entity = entity(c.octets());
        write("in", entity);
        var command =
                new ArrayList<>(List.of("cms", "-encrypt", "-binary", "-in", "in", "-out", "out.eml", c.options()[0]));
        command.addAll(List.of("-recip", "cert.pem"));
        if (c.options().length > 1) {
            command.addAll(List.of("-keyopt", "rsa_padding_mode:oaep"));
        }
        assertThat(run(command.toArray(String[]::new))).startsWith("OK");
        try (var space = ScratchSpace.standard()) {
            var opened = People.opener(alice).open(read("out.eml"), space, People.NOW);
            assertThat(opened)
                    .isInstanceOf(c.options()[0].contains("gcm") ? Opened.Decrypted.class : Opened.Malleable.class);
            assertThat(octets(content(opened))).isEqualTo(entity);
        }
    }

    private Message read(String name) throws Exception {
        return MessageParser.parse(MimeSource.of(folder.resolve(name)), MimeLimits.STANDARD);
    }

    private static Message content(Opened opened) {
        return switch (opened) {
            case Opened.Signed signed -> signed.content();
            case Opened.Decrypted decrypted -> decrypted.content();
            case Opened.Malleable malleable -> malleable.content();
            case Opened.Unprotected _, Opened.Withheld _ -> throw new AssertionError(opened.toString());
        };
    }

    private static byte[] octets(Message message) throws IOException {
        try (InputStream in = message.source().open()) {
            return in.readAllBytes();
        }
    }

    static Stream<Case> signatures() {
        return Stream.of(0, 1, 3_000)
                .flatMap(size -> Stream.of(
                        new Case("RSA", KeyKind.RSA_2048, size),
                        new Case("RSA-PSS", KeyKind.RSA_2048, size, "-keyopt", "rsa_padding_mode:pss"),
                        new Case("ECDSA", KeyKind.EC_P256, size)));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void openSslVerifiesOurs(Case c) throws Exception {
        var alice = People.alice(c.kind());
        keys(alice);
        byte[] entity = entity(c.octets());
        var protector = c.options().length > 0 ? PROTECTOR.withPss() : PROTECTOR;
        write("clear.eml", People.written(out -> protector.signClear(MimeSource.of(entity), alice, List.of(), out)));
        write("opaque.eml", People.written(out -> protector.signOpaque(MimeSource.of(entity), alice, List.of(), out)));
        for (String file : List.of("clear.eml", "opaque.eml")) {
            assertThat(run("cms", "-verify", "-in", file, "-CAfile", "ca.pem", "-out", "out", "-purpose", "smimesign"))
                    .startsWith("OK");
            assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(entity);
        }
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void weVerifyItsOwn(Case c) throws Exception {
        var alice = People.alice(c.kind());
        keys(alice);
        byte[] entity = entity(c.octets());
        write("in", entity);
        for (String form : List.of("-binary", "-nodetach")) {
            var command = new ArrayList<>(List.of("cms", "-sign", "-binary", form, "-in", "in", "-out", "out.eml"));
            command.addAll(List.of("-signer", "cert.pem", "-inkey", "key.pem", "-md", "sha256"));
            command.addAll(List.of(c.options()));
            assertThat(run(command.toArray(String[]::new))).startsWith("OK");
            byte[] signed = Files.readAllBytes(folder.resolve("out.eml"));
            try (var space = ScratchSpace.standard()) {
                var opened = People.opener().open(People.mail(signed), space, People.NOW);
                assertThat(((Layer.Signed) opened.layers().getFirst()).signatures())
                        .singleElement()
                        .satisfies(s -> assertThat(s.isGood()).as(s.toString()).isTrue());
                assertThat(octets(content(opened))).isEqualTo(entity);
            }
        }
    }

    @Test
    @Tag("soak")
    void hundredMegabytes() throws Exception {
        var alice = People.alice(KeyKind.RSA_2048);
        keys(alice);
        large("in");
        try (var space = new ScratchSpace(folder, 4 << 20)) {
            var signed = folder.resolve("signed");
            try (OutputStream out = Files.newOutputStream(signed)) {
                PROTECTOR.signOpaque(MimeSource.of(folder.resolve("in")), alice, List.of(), out);
            }
            try (OutputStream out = Files.newOutputStream(folder.resolve("ours.eml"))) {
                PROTECTOR.encrypt(MimeSource.of(signed), List.of(Recipient.of(alice.certificate())), out);
            }
            assertThat(run(
                            "cms",
                            "-decrypt",
                            "-in",
                            "ours.eml",
                            "-inkey",
                            "key.pem",
                            "-recip",
                            "cert.pem",
                            "-out",
                            "p7"))
                    .startsWith("OK");
            assertThat(run("cms", "-verify", "-in", "p7", "-CAfile", "ca.pem", "-out", "out"))
                    .startsWith("OK");
            assertThat(Files.mismatch(folder.resolve("in"), folder.resolve("out")))
                    .isEqualTo(-1);
            assertOpens("ours.eml", alice, space);
        }
        var command = new ArrayList<>(List.of("cms", "-encrypt", "-binary", "-stream", "-in", "in", "-out", "its.eml"));
        command.addAll(List.of("-aes-256-gcm", "-recip", "cert.pem", "-keyopt", "rsa_padding_mode:oaep"));
        assertThat(run(command.toArray(String[]::new))).startsWith("OK");
        try (var space = new ScratchSpace(folder, 4 << 20)) {
            assertOpens("its.eml", alice, space);
        }
    }

    private void large(String name) throws IOException {
        byte[] line = (("x".repeat(76)) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 20)) {
            out.write("Content-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100_000_000 / line.length; i++) {
                out.write(line);
            }
        }
    }

    private void assertOpens(String name, Identity identity, ScratchSpace space) throws Exception {
        var opened = People.opener(identity).open(read(name), space, People.NOW);
        assertThat(opened).isInstanceOf(Opened.Decrypted.class);
        try (InputStream ours = content(opened).source().open();
                InputStream original = Files.newInputStream(folder.resolve("in"))) {
            byte[] a = new byte[1 << 16];
            byte[] b = new byte[1 << 16];
            for (int count = ours.readNBytes(a, 0, a.length); count > 0; count = ours.readNBytes(a, 0, a.length)) {
                assertThat(original.readNBytes(b, 0, b.length)).isEqualTo(count);
                assertThat(java.util.Arrays.equals(a, b)).isTrue();
            }
            assertThat(original.read()).isEqualTo(-1);
        }
    }
}

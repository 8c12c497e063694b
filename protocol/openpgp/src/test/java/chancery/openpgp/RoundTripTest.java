package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mime.MimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written here is read here, and says who signed it. */
class RoundTripTest {

    @ParameterizedTest
    @EnumSource(KeyGenerator.Format.class)
    void encryptedAndSigned(KeyGenerator.Format format) throws Exception {
        var alice = Fixtures.key(format, "Alice <alice@a.example>");
        var bob = Fixtures.key(format, "Bob <bob@b.example>");
        byte[] text = Fixtures.utf8("Meet me at noon.\r\n");
        byte[] message = Fixtures.writer().to(Fixtures.now(bob)).signedBy(alice).encrypt(text, Fixtures.NOW);
        var outcome = Fixtures.READER.read(
                message, Fixtures.opening(bob, alice.certificate()), Fixtures.MEMORY, Fixtures.NOW);
        assertThat(outcome).isInstanceOf(MessageOutcome.Opened.class);
        try (var opened = (MessageOutcome.Opened) outcome) {
            assertThat(opened.octets()).isEqualTo(text);
            assertThat(opened.signatures()).hasSize(1).allMatch(SignatureVerdict::isVerified);
            assertThat(opened.signatures().getFirst().key())
                    .contains(alice.certificate().fingerprint());
            assertThat(opened.encryption().orElseThrow().seipdVersion())
                    .isEqualTo(format == KeyGenerator.Format.VERSION_6 ? 2 : 1);
        }
    }

    @Test
    void oneRecipientWithoutAeadBringsVersionOneForAll() {
        var old = Fixtures.key(KeyGenerator.Format.VERSION_4, "old");
        var young = Fixtures.key(KeyGenerator.Format.VERSION_6, "young");
        var writer = Fixtures.writer().to(Fixtures.now(old)).to(Fixtures.now(young));
        assertThat(writer.usesAead()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "20, 19", "20, 21", "20, 200000", "65536, 65537", "200000, 199999", "200000, 20"})
    void contentOfAnotherSizeThanWasSaidIsAFault(int said, int is) {
        for (var format : KeyGenerator.Format.values()) {
            var writer = Fixtures.writer().to(Fixtures.now(Fixtures.key(format, "x")));
            var out = OutputStream.nullOutputStream();
            assertThatThrownBy(() -> writer.encrypt(MimeSource.of(new byte[is]), said, out, Fixtures.NOW))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another size");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 65_517, 65_518, 65_536, 131_072, 1_000_003})
    void everySizeBothWays(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        for (var format : KeyGenerator.Format.values()) {
            var key = Fixtures.key(format, "x");
            for (var writer : List.of(
                    Fixtures.writer().to(Fixtures.now(key)),
                    Fixtures.writer().to(Fixtures.now(key)).signedBy(key))) {
                byte[] message = writer.encrypt(content, Fixtures.NOW);
                var outcome = Fixtures.READER.read(
                        message, Fixtures.opening(key, key.certificate()), Fixtures.MEMORY, Fixtures.NOW);
                assertThat(outcome).isInstanceOf(MessageOutcome.Opened.class);
                assertThat(((MessageOutcome.Opened) outcome).octets()).isEqualTo(content);
            }
        }
    }

    @Test
    void passphrase() throws Exception {
        byte[] message =
                Fixtures.writer().toPassphrase(Fixtures.utf8("öffne")).encrypt(Fixtures.utf8("x"), Fixtures.NOW);
        var right = new Keys(List.of(), List.of(Fixtures.utf8("falsch"), Fixtures.utf8("öffne")), List.of());
        var outcome = Fixtures.READER.read(message, right, Fixtures.MEMORY, Fixtures.NOW);
        assertThat(((MessageOutcome.Opened) outcome).octets()).isEqualTo(Fixtures.utf8("x"));
        var wrong = new Keys(List.of(), List.of(Fixtures.utf8("falsch")), List.of());
        assertThat(Fixtures.READER.read(message, wrong, Fixtures.MEMORY, Fixtures.NOW))
                .isInstanceOf(MessageOutcome.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(KeyGenerator.Format.class)
    void keysLockAndUnlock(KeyGenerator.Format format) throws Exception {
        var key = Fixtures.key(format, "Alice <alice@a.example>");
        var locked = PrivateKey.parse(
                Fixtures.utf8(key.lock(Fixtures.utf8("secret"), Fixtures.RANDOM).toArmor()));
        assertThat(locked.needsPassphrase()).isTrue();
        assertThat(locked.unlock(Fixtures.utf8("other"), OpenPgpLimits.STANDARD))
                .isInstanceOf(PrivateKey.Outcome.WrongPassphrase.class);
        var outcome = locked.unlock(Fixtures.utf8("secret"), OpenPgpLimits.STANDARD);
        assertThat(outcome).isInstanceOf(PrivateKey.Outcome.Unlocked.class);
        assertThat(((PrivateKey.Outcome.Unlocked) outcome).key().secrets()).hasSize(2);
        assertThat(PrivateKey.parse(key.unprotected().toOctets()).needsPassphrase())
                .isFalse();
    }

    @Test
    void expiredKeysEncryptAndSignNoMore() {
        var key = new KeyGenerator(Fixtures.RANDOM)
                .generate(
                        KeyGenerator.Format.VERSION_4,
                        "x",
                        Fixtures.NOW.minusSeconds(100),
                        Optional.of(Duration.ofSeconds(50)));
        assertThat(Fixtures.now(key).trust()).isInstanceOf(Trust.Expired.class);
        assertThat(Fixtures.now(key).encryptionKeys()).isEmpty();
        assertThat(key.certificate()
                        .at(Fixtures.NOW.minusSeconds(75), Fixtures.POLICY)
                        .encryptionKeys())
                .hasSize(1);
    }

    @Test
    void detachedSignatureCoversEachOctet() throws Exception {
        var key = Fixtures.key(KeyGenerator.Format.VERSION_4, "x");
        var content = MimeSource.of(Fixtures.utf8("signed\r\n"));
        var made = DetachedSignatures.sign(content, key, Fixtures.POLICY, Fixtures.NOW, Fixtures.RANDOM);
        var signature = Fixtures.utf8(made.toArmor());
        var signers = List.of(key.certificate());
        assertThat(verdict(signature, "signed\r\n", signers).isVerified()).isTrue();
        assertThat(verdict(signature, "signed\n", signers).isVerified()).isFalse();
        assertThat(verdict(signature, "signed\r\n", List.of()).isVerified()).isFalse();
    }

    private static SignatureVerdict verdict(byte[] signature, String content, List<Certificate> signers)
            throws Exception {
        return DetachedSignatures.verify(
                        signature,
                        MimeSource.of(Fixtures.utf8(content)),
                        signers,
                        Fixtures.POLICY,
                        OpenPgpLimits.STANDARD,
                        Fixtures.NOW)
                .getFirst();
    }

    @Test
    void filesOfTheWorkspaceAreGoneAndWereNeverReadable(@TempDir Path folder) throws Exception {
        var key = Fixtures.key(KeyGenerator.Format.VERSION_6, "x");
        byte[] content = Fixtures.utf8("very secret ".repeat(20_000));
        byte[] message = Fixtures.writer().to(Fixtures.now(key)).encrypt(content, Fixtures.NOW);
        var outcome =
                Fixtures.READER.read(message, Fixtures.opening(key), Workspace.folder(folder, 1 << 20), Fixtures.NOW);
        try (var opened = (MessageOutcome.Opened) outcome) {
            assertThat(opened.octets()).isEqualTo(content);
            try (var in = opened.content().open(100_001, 100_013)) {
                assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(content, 100_001, 100_013));
            }
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                            .doesNotContain("very secret");
                }
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void boundOfTheWorkspaceHolds() throws Exception {
        var key = Fixtures.key(KeyGenerator.Format.VERSION_6, "x");
        byte[] message = Fixtures.writer().to(Fixtures.now(key)).encrypt(new byte[2000], Fixtures.NOW);
        var outcome = Fixtures.READER.read(message, Fixtures.opening(key), Workspace.memory(1000), Fixtures.NOW);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        MessageOutcome.Refused.class,
                        r -> assertThat(r.refusal()).isEqualTo(Refusal.TOO_LARGE));
    }
}

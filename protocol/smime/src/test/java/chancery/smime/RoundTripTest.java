package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.MimeSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is protected can be opened, for every kind of key and every layer. */
class RoundTripTest {
    private static final MimeSource ENTITY = People.entity("Content-Type: text/plain\n\nThe offer.\n");
    private static final MessageProtector PROTECTOR = new MessageProtector(People.CLOCK);

    static Stream<KeyKind> signing() {
        return Arrays.stream(KeyKind.values()).filter(KeyKind::signs);
    }

    static Stream<KeyKind> encrypting() {
        return Arrays.stream(KeyKind.values()).filter(KeyKind::encrypts);
    }

    @ParameterizedTest
    @MethodSource("signing")
    void signedClearly(KeyKind kind) throws Exception {
        byte[] entity = People.written(out -> PROTECTOR.signClear(ENTITY, People.alice(kind), List.of(), out));
        assertGood(entity, true);
    }

    @ParameterizedTest
    @MethodSource("signing")
    void signedOpaquely(KeyKind kind) throws Exception {
        byte[] entity = People.written(out -> PROTECTOR.signOpaque(ENTITY, People.alice(kind), List.of(), out));
        assertGood(entity, false);
    }

    @Test
    void signedWithPss() throws Exception {
        byte[] entity = People.written(
                out -> PROTECTOR.withPss().signClear(ENTITY, People.alice(KeyKind.RSA_2048), List.of(), out));
        assertGood(entity, true);
    }

    private static void assertGood(byte[] entity, boolean clear) throws Exception {
        try (var space = ScratchSpace.standard()) {
            var opened = People.opener().open(People.mail(entity), space, People.NOW);
            assertThat(opened).isInstanceOf(Opened.Signed.class);
            var layer = (Layer.Signed) opened.layers().getFirst();
            assertThat(layer.clear()).isEqualTo(clear);
            assertThat(layer.signatures()).singleElement().satisfies(s -> {
                assertThat(s.match()).isEqualTo(new Signature.Match.Intact());
                assertThat(s.trust()).isInstanceOf(Trust.Verified.class);
                assertThat(s.isGood()).isTrue();
                assertThat(s.claimedTime()).contains(People.NOW);
                assertThat(s.capabilities()).isEqualTo(Capabilities.OWN);
            });
            assertThat(People.text(((Opened.Signed) opened).content())).isEqualToNormalizingNewlines("The offer.\n");
        }
    }

    @ParameterizedTest
    @MethodSource("encrypting")
    void encryptedWithAuthentication(KeyKind kind) throws Exception {
        var alice = People.alice(kind);
        byte[] entity =
                People.written(out -> PROTECTOR.encrypt(ENTITY, List.of(Recipient.of(alice.certificate())), out));
        try (var space = ScratchSpace.standard()) {
            var opened = People.opener(alice).open(People.mail(entity), space, People.NOW);
            assertThat(opened).isInstanceOfSatisfying(Opened.Decrypted.class, d -> {
                assertThat(d.integrity()).isEqualTo(Opened.Integrity.AUTHENTICATED_ENCRYPTION);
                assertThat(d.content().root().contentType().is("text/plain")).isTrue();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ContentCipher.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TRIPLE_DES", "RC2"})
    void everyCipher(ContentCipher cipher) throws Exception {
        var alice = People.alice(KeyKind.EC_P256);
        byte[] entity = People.written(
                out -> PROTECTOR.encrypt(ENTITY, List.of(Recipient.of(alice.certificate())), cipher, out));
        try (var space = ScratchSpace.standard()) {
            var opened = People.opener(alice).open(People.mail(entity), space, People.NOW);
            assertThat(opened).isInstanceOf(cipher.isAuthenticated() ? Opened.Decrypted.class : Opened.Malleable.class);
        }
    }

    @Test
    void tripleWrapCompressed() throws Exception {
        var alice = People.alice(KeyKind.RSA_2048);
        byte[] compressed = People.written(out -> PROTECTOR.compress(ENTITY, out));
        byte[] signed = People.written(out -> PROTECTOR.signOpaque(MimeSource.of(compressed), alice, List.of(), out));
        byte[] encrypted = People.written(
                out -> PROTECTOR.encrypt(MimeSource.of(signed), List.of(Recipient.of(alice.certificate())), out));
        byte[] outer = People.written(out -> PROTECTOR.signClear(MimeSource.of(encrypted), alice, List.of(), out));
        try (var space = ScratchSpace.standard()) {
            var opened = People.opener(alice).open(People.mail(outer), space, People.NOW);
            assertThat(opened.layers())
                    .extracting(l -> l.getClass().getSimpleName())
                    .containsExactly("Signed", "Encrypted", "Signed", "Compressed");
            assertThat(opened).isInstanceOf(Opened.Decrypted.class);
        }
    }

    @Test
    void toManyKindsAtOnce() throws Exception {
        var recipients = encrypting()
                .map(k -> Recipient.of(People.alice(k).certificate()))
                .toList();
        byte[] entity = People.written(out -> PROTECTOR.encrypt(ENTITY, recipients, out));
        for (KeyKind kind : encrypting().toList()) {
            try (var space = ScratchSpace.standard()) {
                assertThat(People.opener(People.alice(kind)).open(People.mail(entity), space, People.NOW))
                        .isInstanceOf(Opened.Decrypted.class);
            }
        }
    }
}

package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mails that an attacker builds around a message he has caught: none of them may give out its content. */
class MailEfailTest {
    private static final String SECRET = "the secret content";
    private static final UnlockedKey BOB = Fixtures.key(KeyGenerator.Format.VERSION_6, "Bob <bob@b.example>");
    private static final Keys KEYS = Fixtures.opening(BOB);

    private static String pgpMime() throws Exception {
        String mail = PgpMimeTest.protect(
                "From: alice@a.example\r\nContent-Type: text/html\r\n\r\n" + SECRET + "\r\n",
                Protection.encrypted(List.of(Fixtures.now(BOB))));
        return mail.substring(mail.indexOf("Content-Type: multipart/encrypted"));
    }

    private static String armor() {
        return Armor.write(
                Armor.Kind.MESSAGE,
                Fixtures.writer().to(Fixtures.now(BOB)).encrypt(Fixtures.utf8(SECRET), Fixtures.NOW));
    }

    private static String multipart(String subtype, String... parts) {
        return "From: eve@e.example\r\nContent-Type: multipart/" + subtype + "; boundary=efail\r\n\r\n--efail\r\n"
                + String.join("\r\n--efail\r\n", parts) + "\r\n--efail--\r\n";
    }

    private static String html(String text) {
        return "Content-Type: text/html\r\n\r\n" + text;
    }

    private static String plain(String text) {
        return "Content-Type: text/plain\r\n\r\n" + text;
    }

    private static String alternative(String... parts) {
        return multipart("alternative", parts).replace("efail", "inner").substring("From: eve@e.example\r\n".length());
    }

    static Stream<String> constructions() throws Exception {
        return Stream.of(
                multipart("mixed", html("<img src=\"http://e.example/"), pgpMime(), html("\">")),
                multipart("related", html("<img src=\"http://e.example/"), pgpMime(), html("\">")),
                multipart("mixed", plain("text before"), pgpMime()),
                multipart("mixed", pgpMime(), plain("text behind")),
                multipart("mixed", pgpMime(), pgpMime()),
                multipart("mixed", pgpMime()),
                multipart("alternative", plain("x"), pgpMime()),
                multipart("mixed", html("<style>"), alternative(pgpMime()), html("</style>")),
                multipart("mixed", html("<img src=\"http://e.example/"), plain(armor()), html("\">")),
                multipart("mixed", html("<img src=\"http://e.example/"), html(armor()), html("\">")),
                multipart("alternative", plain(armor()), html("<p>x</p>")),
                multipart("mixed", plain(armor()), plain(armor())),
                multipart("mixed", plain("x\n" + armor() + armor())),
                multipart("mixed", "Content-Type: message/rfc822\r\n\r\n" + pgpMime(), html("<p>")),
                multipart(
                        "mixed",
                        html("<img src=\"http://e.example/"),
                        "Content-Type: application/octet-stream; name=a.pgp\r\n\r\n" + armor(),
                        html("\">")),
                // three parts instead of two
                "From: eve@e.example\r\n"
                        + pgpMime()
                                .replaceFirst(
                                        "\r\n\r\n(--\\S+)\r\n",
                                        "\r\n\r\n$1\r\n"
                                                + html("<img src=\"http://e.example/")
                                                        .replace("\r\n", "\r\n") + "\r\n$1\r\n"),
                // an epilogue, a preamble
                "From: eve@e.example\r\nContent-Type: text/html\r\n\r\n<img src=\"" + armor() + "\">");
    }

    @ParameterizedTest
    @MethodSource("constructions")
    void nothingIsReleased(String mail) throws Exception {
        try (var opened = PgpMimeTest.open(mail, KEYS)) {
            assertThat(opened).isNotInstanceOf(OpenedMail.Decrypted.class);
            assertThat(opened.toString()).doesNotContain(SECRET);
            if (opened instanceof OpenedMail.Inline inline) {
                assertThat(inline.texts().stream().flatMap(t -> t.pieces().stream()))
                        .noneMatch(InlinePiece.Opened.class::isInstance)
                        .anyMatch(InlinePiece.Closed.class::isInstance);
            }
        }
    }

    @Test
    void theSameMessageAloneIsOpened() throws Exception {
        try (var opened = PgpMimeTest.open("From: alice@a.example\r\n" + pgpMime(), KEYS)) {
            assertThat(PgpMimeTest.text(((OpenedMail.Decrypted) opened).content()))
                    .contains(SECRET);
        }
        var inline = (OpenedMail.Inline)
                PgpMimeTest.open("From: alice@a.example\r\nContent-Type: text/plain\r\n\r\n" + armor(), KEYS);
        assertThat(inline.toString()).contains(SECRET);
    }

    @Test
    void aChangedCiphertextReleasesNothing() throws Exception {
        String mail = "From: alice@a.example\r\n" + pgpMime();
        int middle = mail.indexOf("-----BEGIN") + 400;
        char other = mail.charAt(middle) == 'A' ? 'B' : 'A';
        String changed = mail.substring(0, middle) + other + mail.substring(middle + 1);
        assertThat(PgpMimeTest.open(changed, KEYS)).isInstanceOf(OpenedMail.Withheld.class);
    }

    @Test
    void signedDataIsNotEncrypted() throws Exception {
        var literal = new Packet(Tags.LITERAL, new byte[] {'b', 0, 0, 0, 0, 0, 'x'}).toOctets();
        String mail = "From: alice@a.example\r\n" + pgpMime();
        int from = mail.indexOf("-----BEGIN");
        String fake = mail.substring(0, from)
                + Armor.write(Armor.Kind.MESSAGE, literal)
                + mail.substring(mail.indexOf("\r\n--=_", from));
        assertThat(PgpMimeTest.open(fake, KEYS)).isInstanceOf(OpenedMail.Withheld.class);
    }
}

package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenPGP between the lines of plain text. */
class InlineMailTest {
    private static final String HEADER = "From: alice@a.example\nContent-Type: text/plain; charset=utf-8%s\n\n";

    private final UnlockedKey alice = Fixtures.key(KeyGenerator.Format.VERSION_4, "Alice <alice@a.example>");
    private final UnlockedKey bob = Fixtures.key(KeyGenerator.Format.VERSION_6, "Bob <bob@b.example>");
    private final Keys keys = Fixtures.opening(bob, alice.certificate());

    private List<InlinePiece> pieces(String mail) throws Exception {
        return ((OpenedMail.Inline) PgpMimeTest.open(mail, keys))
                .texts().stream().flatMap(t -> t.pieces().stream()).toList();
    }

    private String signed(String text) {
        return CleartextDocument.write(text, alice, Fixtures.POLICY, Fixtures.NOW, Fixtures.RANDOM);
    }

    private String encrypted(String text) {
        byte[] message =
                Fixtures.writer().to(Fixtures.now(bob)).signedBy(alice).encrypt(Fixtures.utf8(text), Fixtures.NOW);
        return Armor.write(Armor.Kind.MESSAGE, message);
    }

    private void assertSigned(String mail, String text) throws Exception {
        assertThat(pieces(mail)).singleElement().isInstanceOfSatisfying(InlinePiece.Signed.class, piece -> {
            assertThat(piece.text()).isEqualTo(text);
            assertThat(piece.signatures()).singleElement().matches(MailSignature::isGood);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one line",
                "",
                "two\nlines",
                "-dash\n- dash and space\n-----BEGIN PGP MESSAGE-----\n--",
                "From me\n>From you",
                "umläut €",
                "\n\nempty lines\n\n\nbetween"
            })
    void roundTrip(String text) throws Exception {
        assertSigned(HEADER.formatted("") + signed(text), text);
        assertSigned((HEADER.formatted("") + signed(text)).replace("\n", "\r\n"), text);
    }

    @Test
    void whiteSpaceBehindLinesIsNotSignedAndNotShown() throws Exception {
        assertSigned(HEADER.formatted("") + signed("a \t\nb").replace("\nb", "  \nb\t"), "a\nb");
    }

    @Test
    void textAroundASignedBlockIsNotSigned() throws Exception {
        var pieces = pieces(HEADER.formatted("") + "before\n" + signed("inside") + "after\n");
        assertThat(pieces).hasSize(3);
        assertThat(pieces.get(0)).isEqualTo(new InlinePiece.Unprotected("before\n"));
        assertThat(pieces.get(1)).isInstanceOf(InlinePiece.Signed.class);
        assertThat(pieces.get(2)).isEqualTo(new InlinePiece.Unprotected("after\n"));
    }

    @Test
    void aChangedWordBreaksIt() throws Exception {
        var pieces = pieces(HEADER.formatted("") + signed("pay 10").replace("pay 10", "pay 99"));
        assertThat(pieces)
                .singleElement()
                .isInstanceOfSatisfying(
                        InlinePiece.Signed.class,
                        piece -> assertThat(piece.signatures())
                                .noneMatch(s -> s.verdict().isVerified()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Comment: pay 99", "Charset: utf-8", "NotDashEscaped: You need GnuPG", "pay 99"})
    void onlyHashMayStandBeforeTheText(String line) throws Exception {
        String mail = HEADER.formatted("") + signed("pay 10").replace("Hash: SHA256", line);
        assertThat(PgpMimeTest.open(mail, keys)).isInstanceOf(OpenedMail.Unprotected.class);
    }

    @Test
    void formatFlowedStuffsLines() throws Exception {
        String text = "From me\n > quoted\n  two spaces";
        // RFC 3676 §4.4: lines that begin with a space, > or From are stuffed; the escaped From is not
        String stuffed = signed(text).replace("\n > ", "\n  > ").replace("\n  two", "\n   two");
        assertThat(pieces(HEADER.formatted("") + stuffed))
                .allSatisfy(p -> assertThat(((InlinePiece.Signed) p).signatures())
                        .noneMatch(s -> s.verdict().isVerified()));
        var unstuffed = pieces(HEADER.formatted("; format=flowed") + stuffed.replace("\nFrom", "\n From"));
        assertThat(unstuffed).hasSize(1);
        // a text signed with spaces in front of every line is taken as it is
        assertSigned(HEADER.formatted("; format=flowed") + signed(" a\n b"), " a\n b");
        assertSigned(
                HEADER.formatted("; format=flowed")
                        + signed("a\n> b").replace("\n> b", "\n > b").replace("\na", "\n a"),
                "a\n> b");
    }

    @Test
    void quotedPrintableAroundIt() throws Exception {
        String qp =
                signed("umläut = €").replace("=", "=3D").replace("ä", "=C3=A4").replace("€", "=E2=82=AC");
        assertSigned(
                "From: alice@a.example\nContent-Type: text/plain; charset=utf-8\n"
                        + "Content-Transfer-Encoding: quoted-printable\n\n" + qp,
                "umläut = €");
    }

    @Test
    void anEncryptedBlockIsOpenedBesideText() throws Exception {
        var pieces = pieces(HEADER.formatted("") + "hello\n" + encrypted("secret ä\n") + "bye\n");
        assertThat(pieces.get(1)).isInstanceOfSatisfying(InlinePiece.Opened.class, piece -> {
            assertThat(piece.text()).isEqualTo("secret ä\n");
            assertThat(piece.evidence()).hasSize(1);
            assertThat(piece.signatures()).singleElement().matches(MailSignature::isGood);
        });
        assertThat(pieces.get(0)).isInstanceOf(InlinePiece.Unprotected.class);
        assertThat(pieces.get(2)).isInstanceOf(InlinePiece.Unprotected.class);
    }

    @Test
    void noBreakSpacesInTheArmorDoNoHarm() throws Exception {
        String armor = encrypted("x").replaceFirst("\n\n", "\n\u00a0\n");
        assertThat(pieces(HEADER.formatted("") + armor)).singleElement().isInstanceOf(InlinePiece.Opened.class);
    }

    @Test
    void severalEncryptedBlocksStayClosed() throws Exception {
        var pieces = pieces(HEADER.formatted("") + encrypted("one") + "between\n" + encrypted("two"));
        assertThat(pieces).filteredOn(InlinePiece.Closed.class::isInstance).hasSize(2);
        assertThat(pieces).noneMatch(InlinePiece.Opened.class::isInstance);
    }

    @Test
    void aBlockThatDoesNotEndIsText() throws Exception {
        String cut = encrypted("x");
        String mail = HEADER.formatted("") + cut.substring(0, cut.length() - 30);
        assertThat(PgpMimeTest.open(mail, keys)).isInstanceOf(OpenedMail.Unprotected.class);
    }
}

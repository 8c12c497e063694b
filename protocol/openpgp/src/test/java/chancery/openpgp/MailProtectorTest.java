package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Mails in memory and in files are protected alike, and what fails leaves nothing behind. */
class MailProtectorTest {
    private static final String HEADER = "From: alice@a.example\r\nSubject: a\r\n\r\n";

    private final UnlockedKey alice = Fixtures.key(KeyGenerator.Format.VERSION_6, "Alice <alice@a.example>");
    private final UnlockedKey bob = Fixtures.key(KeyGenerator.Format.VERSION_6, "Bob <bob@b.example>");

    private Protection toBob() {
        return Protection.encrypted(List.of(Fixtures.now(bob)));
    }

    private static void protect(Message mail, Protection wanted, Workspace workspace, ByteArrayOutputStream out)
            throws Exception {
        new MailProtector(Fixtures.POLICY, Fixtures.RANDOM).protect(mail, wanted, workspace, out, Fixtures.NOW);
    }

    private String body(Message mail, Protection wanted, UnlockedKey reader) throws Exception {
        var out = new ByteArrayOutputStream();
        protect(mail, wanted, Fixtures.MEMORY, out);
        var keys = Fixtures.opening(reader, alice.certificate());
        try (var opened = (OpenedMail.Decrypted) PgpMimeTest.open(out.toString(), keys)) {
            String text = PgpMimeTest.text(opened.content());
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    @ParameterizedTest
    @EnumSource(KeyGenerator.Format.class)
    void theSameComesOutOfMemoryAndOutOfAFile(KeyGenerator.Format format, @TempDir Path folder) throws Exception {
        var reader = Fixtures.key(format, "Bob <bob@b.example>");
        var file = folder.resolve("mail");
        String lines = "a line\r\n".repeat(30_000);
        for (String body : List.of("", "a", "a\n", lines, lines + "\n" + lines, "a\n".repeat(100_000) + "a\r")) {
            byte[] mail = Fixtures.utf8(HEADER + body);
            Files.write(file, mail);
            String expected = body.replaceAll("(?<!\r)\n", "\r\n");
            for (var wanted : List.of(
                    Protection.encrypted(List.of(Fixtures.now(reader))),
                    Protection.signedAndEncrypted(alice, List.of(Fixtures.now(reader))))) {
                assertThat(body(MessageParser.parse(mail), wanted, reader)).isEqualTo(expected);
                var fromFile = MessageParser.parse(MimeSource.of(file), MimeLimits.STANDARD);
                assertThat(body(fromFile, wanted, reader)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void aMailThatIsTooLargeLeavesNothing(boolean inMemory, boolean signed, @TempDir Path folder) throws Exception {
        byte[] octets = Fixtures.utf8(HEADER + "a line\r\n".repeat(1_000));
        var file = Files.write(folder.resolve("mail"), octets);
        var source = inMemory ? MimeSource.of(octets) : MimeSource.of(file);
        var mail = MessageParser.parse(source, MimeLimits.STANDARD);
        var wanted = signed ? Protection.signedAndEncrypted(alice, List.of(Fixtures.now(bob))) : toBob();
        var out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> protect(mail, wanted, Workspace.memory(7_000), out))
                .isInstanceOf(SyntaxException.class);
        assertThat(out.size()).isZero();
        protect(mail, wanted, Workspace.memory(12_000), out);
        assertThat(out.size()).isPositive();
    }

    @Test
    void aSourceThatFailsOnTheWayLeavesNothing() throws Exception {
        byte[] octets = Fixtures.utf8(HEADER + "a line\r\n".repeat(20_000));
        var broken = new AtomicBoolean();
        MimeSource source = () -> new FilterInputStream(new ByteArrayInputStream(octets)) {
            private int given;

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (broken.get() && given > 100_000) {
                    throw new IOException("gone");
                }
                int count = super.read(into, offset, Math.min(length, 1_000));
                given += count;
                return count;
            }
        };
        var mail = MessageParser.parse(source, MimeLimits.STANDARD);
        var out = new ByteArrayOutputStream();
        broken.set(true);
        assertThatThrownBy(() -> protect(mail, toBob(), Fixtures.MEMORY, out)).hasMessage("gone");
        assertThat(out.size()).isZero();
        broken.set(false);
        protect(mail, toBob(), Fixtures.MEMORY, out);
        assertThat(out.size()).isGreaterThan(octets.length);
    }

    /** As a file that is read into memory at each opening, and grows meanwhile. */
    @Test
    void aSourceThatGrowsIsTakenAsItWasOpened() throws Exception {
        byte[] octets = Fixtures.utf8(HEADER + "a line\r\n");
        MimeSource source = new MimeSource() {
            private int more;

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets);
            }

            @Override
            public InputStream open(long from, long to) {
                byte[] grown = Arrays.copyOf(octets, octets.length + more++);
                return new ByteArrayInputStream(grown, (int) from, grown.length);
            }
        };
        var mail = MessageParser.parse(source, MimeLimits.STANDARD);
        assertThat(body(mail, toBob(), bob)).isEqualTo("a line\r\n");
        assertThat(body(mail, toBob(), bob)).isEqualTo("a line\r\n\0");
        assertThat(body(mail, toBob(), bob)).isEqualTo("a line\r\n\0\0");
    }

    @Test
    void aRecipientWhoseKeyCannotBeUsedLeavesNothing() throws Exception {
        var key = Fixtures.key(KeyGenerator.Format.VERSION_4, "Old <old@o.example>");
        var later = key.certificate().at(Fixtures.NOW.minusSeconds(2_000), Fixtures.POLICY);
        var mail = MessageParser.parse(Fixtures.utf8(HEADER + "a line\r\n"));
        var out = new ByteArrayOutputStream();
        var wanted = Protection.encrypted(List.of(Fixtures.now(bob), later));
        assertThatThrownBy(() -> protect(mail, wanted, Fixtures.MEMORY, out))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(out.size()).isZero();
    }
}

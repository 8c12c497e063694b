package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The winmail.dat files of MimeKit: each yields the files that lie in the folder of its name, octet for octet. */
class TnefSetTest {

    @TestFactory
    Stream<DynamicTest> everyFileYieldsItsParts() throws IOException {
        var files = Corpora.files(Corpora.folder("tnef-mimekit"), ".tnef");
        assertThat(files).hasSize(19);
        return files.stream().map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> yieldsItsParts(f)));
    }

    private static void yieldsItsParts(Path file) throws Exception {
        var parts = Tnef.open(MimeSource.of(file));
        var missing = new ArrayList<String>();
        boolean opened = false;
        Path folder = Path.of(file.toString().replaceFirst("\\.tnef$", ""));
        if (Files.isDirectory(folder)) {
            for (Path expected : Corpora.files(folder, "")) {
                byte[] content = Files.readAllBytes(expected);
                if (new String(content, StandardCharsets.ISO_8859_1)
                        .startsWith("This attachment is a MAPI 1.0 embedded")) {
                    // a note for programs that cannot open the message it stands for
                    continue;
                }
                var nested = messageInside(content);
                if (nested.isEmpty()
                        && !hasContent(parts, content, expected.getFileName().toString())) {
                    missing.add(expected.getFileName() + " of " + Files.size(expected));
                }
                for (Attachment part : nested) {
                    if (!hasContent(parts, part.open().readAllBytes(), part.fileName())) {
                        missing.add(expected.getFileName() + "/" + part.fileName());
                    }
                }
                opened |= !nested.isEmpty();
            }
        }
        for (String name : Files.readAllLines(Path.of(folder + ".list"))) {
            String wanted = name.replaceFirst("^body\\.", "message.").strip();
            boolean openedInstead = opened && wanted.equals("Untitled Attachment");
            if (!wanted.isEmpty()
                    && !openedInstead
                    && parts.stream().noneMatch(p -> p.fileName().equals(wanted))) {
                missing.add(wanted);
            }
        }
        assertThat(missing).as("found: %s", describe(parts)).isEmpty();
    }

    /** A forwarded message, which the set leaves closed and we open into its parts. */
    private static List<Attachment> messageInside(byte[] object) throws IOException {
        try {
            int start = object.length > 0 && object[0] == 0x78 ? 0 : Math.min(16, object.length);
            return Tnef.open(MimeSource.of(Arrays.copyOfRange(object, start, object.length)));
        } catch (SyntaxException e) {
            return List.of();
        }
    }

    private static List<String> describe(List<Attachment> parts) throws IOException {
        var all = new ArrayList<String>();
        for (Attachment part : parts) {
            all.add(part.fileName() + " " + part.size());
        }
        return all;
    }

    private static boolean hasContent(List<Attachment> parts, byte[] content, String name) throws IOException {
        for (Attachment part : parts) {
            // the set numbers files of one name
            boolean named = part.fileName().equals(name) || name.startsWith(part.fileName() + ".");
            try (var in = part.open()) {
                if (named && isSame(in.readAllBytes(), content)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The set has text files with LF, and OLE objects with the identifier that MAPI puts before them. */
    private static boolean isSame(byte[] found, byte[] expected) {
        String text = new String(found, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        String wanted = new String(expected, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        boolean object = expected.length == found.length + 16
                && Arrays.equals(Arrays.copyOfRange(expected, 16, expected.length), found);
        return object || text.equals(wanted);
    }

    @Test
    void aMailShowsAndSearchesWhatItsWinmailHolds() throws Exception {
        var tnef = Corpora.folder("tnef-mimekit").resolve("panic.tnef");
        var octets = new MessageBuilder(java.time.Clock.systemUTC(), new java.util.Random(1), "b.example")
                .text("see attachment")
                .attach("winmail.dat", ContentType.of("application", "ms-tnef"), MimeSource.of(tnef))
                .toOctets();
        var message = MessageParser.parse(octets);
        assertThat(message.view().attachments())
                .extracting(Attachment::fileName)
                .containsExactly("image001.jpg", "image002.jpg", "image003.png", "message.html");
        assertThat(message.searchableText(100_000)).startsWith("see attachment").containsIgnoringCase("<html");
    }

    @Test
    void whatIsNoTnefIsRefused() {
        assertThatThrownBy(() -> Tnef.open(MimeSource.of("text".getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> Tnef.open(MimeSource.of(new byte[0]))).isInstanceOf(SyntaxException.class);
    }
}

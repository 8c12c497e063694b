package chancery.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every file of every test set, message or not, is written back octet for octet and can be looked at. */
class WriteBackTest {

    @TestFactory
    java.util.stream.Stream<DynamicTest> everyFileOfEverySet() throws IOException {
        try (var folders = Files.list(Corpora.folder(""))) {
            return folders.filter(Files::isDirectory).sorted().toList().stream()
                    .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> folder(f)));
        }
    }

    private static void folder(Path folder) throws IOException {
        var refused = new ArrayList<String>();
        for (Path file : Corpora.files(folder, "")) {
            try {
                unchanged(Files.readAllBytes(file), file.toString());
            } catch (SyntaxException e) {
                refused.add(file.getFileName() + ": " + e.getMessage());
            }
        }
        // lists and tables are no messages; one of them has lines that look like one enormous header section
        assertThat(refused).allMatch(r -> r.contains("header"));
    }

    static void unchanged(byte[] octets, String name) throws SyntaxException, IOException {
        var message = MessageParser.parse(octets);
        var out = new ByteArrayOutputStream(octets.length);
        message.root().writeTo(out);
        assertThat(Arrays.equals(out.toByteArray(), octets)).as(name).isTrue();
        out.reset();
        HeaderEditor.of(message.header()).writeTo(out, message.source());
        assertThat(Arrays.equals(out.toByteArray(), octets)).as(name).isTrue();
        out.reset();
        rebuild(message.root(), octets, out);
        assertThat(new String(out.toByteArray(), ISO_8859_1)).as(name).isEqualTo(new String(octets, ISO_8859_1));
        look(message);
        var dripped = MessageParser.parse(() -> new Drip(octets), MimeLimits.STANDARD);
        assertThat(outline(dripped)).as(name).isEqualTo(outline(message));
    }

    /** A few octets at a time, so that every line is cut somewhere. */
    private static final class Drip extends ByteArrayInputStream {
        private int size;

        Drip(byte[] octets) {
            super(octets);
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            size = size % 61 + 1;
            return super.read(into, offset, Math.min(length, size));
        }
    }

    /** Everything that the parser finds out. */
    private static String outline(Message message) {
        var outline = new StringBuilder(message.defects().toString());
        message.root()
                .walk()
                .forEach(e -> outline.append('\n')
                        .append(e.extent())
                        .append(e.contentType())
                        .append(e.encoding())
                        .append(Arrays.hashCode(e.header().octets()))
                        .append(e.header().fields().size())
                        .append(e.children().size()));
        return outline.toString();
    }

    /** Header sections and leaves put together with what lies between them give the whole again. */
    private static void rebuild(Entity entity, byte[] octets, ByteArrayOutputStream out) throws IOException {
        out.writeBytes(entity.header().octets());
        int at = (int) entity.extent().bodyStart();
        for (Entity child : entity.children()) {
            if (child.source() instanceof MemorySource) {
                out.write(octets, at, (int) child.extent().start() - at);
                rebuild(child, octets, out);
                at = (int) child.extent().end();
            }
        }
        out.write(octets, at, (int) entity.extent().end() - at);
    }

    static void look(Message message) throws IOException {
        var view = message.view();
        assertThat(view.subject()).isNotNull();
        assertThat(view.text(10_000)).hasSizeLessThanOrEqualTo(10_000);
        assertThat(view.html(10_000)).hasSizeLessThanOrEqualTo(10_000);
        assertThat(message.searchableText(10_000)).hasSizeLessThanOrEqualTo(10_000);
        assertThat(view.date()).isNotNull();
        for (HeaderMailbox mailbox : view.from()) {
            assertThat(mailbox.displayName()).isNotNull();
        }
        assertThat(view.to()).isNotNull();
        for (Attachment attachment : view.attachments()) {
            assertThat(attachment.fileName()).isNotEmpty().doesNotContain("/", "\\", "\0");
            assertThat(attachment.size()).isNotNegative();
        }
    }
}

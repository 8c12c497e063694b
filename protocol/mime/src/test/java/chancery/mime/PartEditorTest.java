package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartEditorTest {
    private static final byte[] MARK = "X: y\r\n\r\nchanged".getBytes(StandardCharsets.US_ASCII);

    /** An invitation as calendars send it: the method is a parameter, and the text is read by a program. */
    private static final String INVITATION = "Subject: lunch\r\n"
            + "Content-Type: multipart/alternative; boundary=b\r\n\r\n"
            + "preamble\r\n"
            + "--b\r\n"
            + "Content-Type: text/plain\r\n\r\n"
            + "lunch?\r\n"
            + "--b \t\r\n"
            + "Content-Type: text/calendar; charset=utf-8;\r\n"
            + "\tmethod=REQUEST; component=VEVENT\r\n\r\n"
            + "BEGIN:VCALENDAR\r\n"
            + "METHOD:REQUEST\r\n"
            + "SUMMARY:a very long line that is\r\n"
            + "  folded\r\n"
            + "END:VCALENDAR\r\n\r\n"
            + "--b--\r\n"
            + "epilogue";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anInvitationIsKeptWhenItsNeighbourChanges() throws Exception {
        var message = MessageParser.parse(octets(INVITATION));
        var calendar = message.root().children().get(1);
        assertThat(calendar.contentType().is("text/calendar")).isTrue();
        assertThat(calendar.contentType().parameters().get("method")).isEqualTo("REQUEST");
        assertThat(message.view().attachments())
                .extracting(Attachment::mediaType)
                .contains("text/calendar");
        var out = new ByteArrayOutputStream();
        var body = MimeSource.of(octets("dinner"));
        PartEditor.of(message)
                .replaceBody(message.root().children().getFirst(), body)
                .writeTo(out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(INVITATION.replace("lunch?", "dinner"));
    }

    @Test
    void nothingExchangedIsNothingChanged() throws Exception {
        var out = new ByteArrayOutputStream();
        PartEditor.of(MessageParser.parse(octets(INVITATION))).writeTo(out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(INVITATION);
    }

    @Test
    void overlappingAndForeignPartsAreRefused() throws Exception {
        var message = MessageParser.parse(octets(INVITATION));
        var editor = PartEditor.of(message).replace(message.root().children().getFirst(), MimeSource.of(MARK));
        assertThatThrownBy(() -> editor.replace(message.root(), MimeSource.of(MARK)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> editor.replace(message.root().children().getFirst(), MimeSource.of(MARK)))
                .isInstanceOf(IllegalArgumentException.class);
        var other = MessageParser.parse(octets(INVITATION)).root().children().get(1);
        assertThatThrownBy(() -> editor.replace(other, MimeSource.of(MARK)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Each leaf of each message of the torture sets exchanged alone: all else stays octet for octet. */
    @Test
    void aChangedPartLeavesAllOthersUntouched() throws Exception {
        int changed = 0;
        for (String set : List.of("mime-mime4j", "mime-mail-parser-stalwart")) {
            for (Path file : Corpora.files(Corpora.folder(set), "")) {
                byte[] octets = Files.readAllBytes(file);
                if (octets.length < 200_000 && file.toString().matches(".*\\.(msg|eml)")) {
                    changed += each(MessageParser.parse(octets), octets);
                }
            }
        }
        assertThat(changed).isGreaterThan(300);
    }

    private static int each(Message message, byte[] octets) throws Exception {
        int changed = 0;
        for (Entity leaf :
                message.root().walk().filter(e -> e.children().isEmpty()).toList()) {
            if (leaf.source() != message.source()) {
                continue;
            }
            var out = new ByteArrayOutputStream();
            PartEditor.of(message).replace(leaf, MimeSource.of(MARK)).writeTo(out);
            byte[] written = out.toByteArray();
            int start = (int) leaf.extent().start();
            int rest = octets.length - (int) leaf.extent().end();
            assertThat(written).hasSize(start + MARK.length + rest);
            assertThat(Arrays.equals(written, 0, start, octets, 0, start)).isTrue();
            assertThat(Arrays.equals(
                            written,
                            written.length - rest,
                            written.length,
                            octets,
                            octets.length - rest,
                            octets.length))
                    .isTrue();
            changed++;
        }
        return changed;
    }
}

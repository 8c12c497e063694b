package chancery.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class HeaderEditorTest {
    private static final String MAIL =
            "Received: a\r\n\tb\r\nbroken line\r\nX-Own: 1\r\nSubject:  odd   spacing \r\n\r\nbody\n\0";

    private static String edit(String mail, java.util.function.Consumer<HeaderEditor> change) throws Exception {
        var source = MimeSource.of(mail.getBytes(UTF_8));
        var editor = HeaderEditor.of(MessageParser.parseHeader(source.open(), MimeLimits.STANDARD));
        change.accept(editor);
        var out = new ByteArrayOutputStream();
        editor.writeTo(out, source);
        return out.toString(UTF_8);
    }

    @Test
    void nothingChangedIsTheSameOctets() throws Exception {
        assertThat(edit(MAIL, e -> assertThat(e.isUnchanged()).isTrue())).isEqualTo(MAIL);
    }

    @Test
    void fieldsAreAddedRemovedAndReplacedInPlace() throws Exception {
        String edited = edit(
                MAIL,
                e -> e.remove("x-own")
                        .replace("subject", "Grüße")
                        .addOnTop("A", "1")
                        .addRawOnTop("Received: from x\r\n\tby y"));
        assertThat(edited)
                .isEqualTo("Received: from x\r\n\tby y\r\nA: 1\r\nReceived: a\r\n\tb\r\nbroken line\r\n"
                        + "subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n\r\nbody\n\0");
    }

    @Test
    void aValueCannotBeginAFieldOfItsOwn() throws Exception {
        assertThat(edit(MAIL, e -> e.addOnTop("A", "1\r\nBcc: x@y.example"))).startsWith("A: 1 Bcc: x@y.example\r\n");
    }

    @Test
    void lineEndsOfTheMailAreKept() throws Exception {
        assertThat(edit("A: 1\n\nbody", e -> e.addOnTop("B", "2"))).isEqualTo("B: 2\nA: 1\n\nbody");
    }

    @Test
    void aBodyWithoutHeaderSectionStaysABody() throws Exception {
        String edited = edit("just text", e -> e.addOnTop("B", "2"));
        assertThat(edited).isEqualTo("B: 2\r\n\r\njust text");
    }

    @Test
    void longValuesAreFolded() throws Exception {
        String edited = edit("\r\n", e -> e.addOnTop("Subject", "many words ".repeat(30)));
        assertThat(edited.lines()).allMatch(line -> line.length() <= 78);
        var header = MessageParser.parseHeader(new ByteArrayInputStream(edited.getBytes(UTF_8)), MimeLimits.STANDARD);
        assertThat(header.value("Subject")).isEqualTo("many words ".repeat(30).strip());
    }
}

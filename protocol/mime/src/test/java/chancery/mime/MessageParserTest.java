package chancery.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageParserTest {

    private static Message parse(String text) throws SyntaxException {
        return MessageParser.parse(text.replace("\n", "\r\n").getBytes(UTF_8));
    }

    private static String shape(Entity entity) {
        String inside = entity.children().stream().map(MessageParserTest::shape).collect(Collectors.joining(","));
        return entity.contentType().subtype() + (inside.isEmpty() ? "" : "(" + inside + ")");
    }

    private static String body(Entity entity) throws IOException {
        return new String(entity.open().readAllBytes(), UTF_8);
    }

    @Test
    void nestedPartsEndBeforeTheLineEndOfTheDelimiter() throws Exception {
        var message = parse("""
                Content-Type: multipart/mixed; boundary=outer

                preamble
                --outer
                Content-Type: multipart/alternative; boundary="outer-1"

                --outer-1

                plain
                --outer-1
                Content-Type: text/html

                <p>
                --outer-1--
                --outer
                Content-Type: message/rfc822

                Subject: inside

                text
                --outer--
                epilogue
                """);
        assertThat(shape(message.root())).isEqualTo("mixed(alternative(plain,html),rfc822(plain))");
        assertThat(body(message.root().children().get(0).children().get(0))).isEqualTo("plain");
        var inside = message.root().children().get(1).children().getFirst();
        assertThat(inside.header().text("subject")).isEqualTo("inside");
        assertThat(body(inside)).isEqualTo("text");
        assertThat(message.defects()).isEmpty();
    }

    @Test
    void aMessageHiddenInBase64IsOpened() throws Exception {
        var message = parse("""
                Content-Type: message/rfc822
                Content-Transfer-Encoding: base64

                U3ViamVjdDogaGlkZGVuCgpib2R5
                """);
        assertThat(message.root().children().getFirst().header().text("Subject"))
                .isEqualTo("hidden");
        assertThat(message.defects()).extracting(Defect::kind).containsExactly(Defect.Kind.ENCODED_COMPOSITE);
    }

    @Test
    void tooDeepIsRefusedInLittleTime() {
        var text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        assertThatThrownBy(() -> parse(text.toString()))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void tooManyPartsAreRefused() {
        String text = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n".repeat(10_001);
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("parts");
    }

    @Test
    void aHeaderSectionOfOneMegabyteIsReadAndOneOfThreeRefused() throws Exception {
        assertThat(parse("X: " + "a".repeat(1 << 20) + "\n\nbody").header().fields())
                .hasSize(1);
        assertThatThrownBy(() -> parse("X: " + "a".repeat(3 << 20) + "\n\nbody"))
                .isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\r",
                "\0",
                "no header at all",
                ": no name\n\nbody",
                "Subject: x",
                "Subject: x\n",
                " leading space: x\n\nbody",
                "Subject: a\r b\r\n\r\nbody\rwith\0odd octets\n",
                "Content-Type: multipart/mixed; boundary=x\n\n--x",
                "Content-Type: multipart/mixed; boundary=x\n\n--x--",
                "Content-Type: multipart/mixed; boundary=x\n--x\n--x\n",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n--\n",
                "Content-Type: message/rfc822\n\n",
                "Content-Type: message/rfc822"
            })
    void whateverComesIsWrittenBackOctetForOctet(String text) throws Exception {
        byte[] octets = text.getBytes(UTF_8);
        var out = new ByteArrayOutputStream();
        var message = MessageParser.parse(octets);
        message.writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(octets);
        out.reset();
        out.writeBytes(message.header().octets());
        out.writeBytes(message.root().openEncoded().readAllBytes());
        assertThat(out.toByteArray()).isEqualTo(octets);
    }

    @Test
    void onlyTheHeaderSectionIsRead() throws Exception {
        var header = MessageParser.parseHeader(
                new ByteArrayInputStream("A: 1\r\nB: =?utf-8?q?=C3=BC?=\r\n\r\nC: 3\r\n".getBytes(UTF_8)),
                MimeLimits.STANDARD);
        assertThat(header.fields()).extracting(HeaderField::text).containsExactly("1", "ü");
    }

    @Test
    void textOfAllPartsIsBounded() throws Exception {
        var message = parse("""
                Content-Type: multipart/mixed; boundary=b

                --b

                one
                --b
                Content-Transfer-Encoding: quoted-printable

                tw=6F=
                !
                --b--
                """);
        assertThat(message.searchableText(1000)).isEqualTo("one\ntwo!\n");
        assertThat(message.searchableText(6)).hasSizeLessThanOrEqualTo(6);
    }
}

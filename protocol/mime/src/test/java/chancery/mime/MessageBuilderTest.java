package chancery.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageBuilderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private static MessageBuilder builder() {
        return new MessageBuilder(CLOCK, new Random(1), "clinic.example");
    }

    private static EmailAddress address(String text) throws SyntaxException {
        return EmailAddress.parse(text);
    }

    @Test
    void whatWasPutInIsSeen() throws Exception {
        byte[] pdf = new byte[100_000];
        new Random(2).nextBytes(pdf);
        byte[] octets = builder()
                .from("Dr. Jürgen \"J\" Müller", address("jm@clinic.example"))
                .to(address("a@guest.example"), address("\"b c\"@guest.example"))
                .subject("Befund für Frau Łukasiewicz – bitte öffnen, es ist ein langer Betreff mit vielen Wörtern")
                .text("Grüße\nFrom here on\n.\ntrailing space \n")
                .html("<p>Grüße <img src=\"cid:logo\"></p>")
                .inline("logo", "logo.png", ContentType.of("image", "png"), MimeSource.of(new byte[] {1, 2, 3}))
                .attach(
                        "Befund für Łukasiewicz, Anna; sehr langer Name mit vielen Zeichen.pdf",
                        ContentType.of("application", "pdf"),
                        MimeSource.of(pdf))
                .inReplyTo("x@y", List.of("w@y"))
                .toOctets();
        var message = MessageParser.parse(octets);
        assertThat(message.defects()).isEmpty();
        assertThat(new String(octets, UTF_8).lines()).allMatch(l -> l.length() <= 78);
        assertThat(octets).satisfies(MessageBuilderTest::isAsciiInCrlf);
        var view = message.view();
        assertThat(view.subject())
                .isEqualTo("Befund für Frau Łukasiewicz – bitte öffnen, es ist ein langer Betreff mit vielen Wörtern");
        assertThat(view.from())
                .containsExactly(new HeaderMailbox.Valid("Dr. Jürgen \"J\" Müller", address("jm@clinic.example")));
        assertThat(view.to())
                .extracting(m -> m.address().orElseThrow().toString())
                .containsExactly("a@guest.example", "\"b c\"@guest.example");
        assertThat(view.text(1000)).isEqualTo("Grüße\r\nFrom here on\r\n.\r\ntrailing space \r\n");
        assertThat(view.html(1000)).contains("Grüße");
        assertThat(view.inlineParts()).containsOnlyKeys("logo");
        assertThat(message.root().walk().filter(e -> e.contentType().is("multipart/related")))
                .singleElement()
                .satisfies(e ->
                        assertThat(e.contentType().parameters().get("type")).isEqualTo("text/html"));
        assertThat(view.attachments())
                .extracting(Attachment::fileName)
                .containsExactly("logo.png", "Befund für Łukasiewicz, Anna; sehr langer Name mit vielen Zeichen.pdf");
        assertThat(view.attachments().get(1).open().readAllBytes()).isEqualTo(pdf);
        assertThat(view.attachments().get(1).size()).isEqualTo(pdf.length);
        assertThat(view.date().orElseThrow().toInstant()).isEqualTo(CLOCK.instant());
        assertThat(view.references()).containsExactly("w@y", "x@y");
        assertThat(view.messageId()).endsWith("@clinic.example");
    }

    private static void isAsciiInCrlf(byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            assertThat(octets[i]).isPositive();
            if (octets[i] == '\n') {
                assertThat(octets[i - 1]).isEqualTo((byte) '\r');
            }
        }
    }

    @Test
    void aMessageIsWrappedUnchanged() throws Exception {
        byte[] inner = "Subject: ü inside\r\n\r\nbody".getBytes(UTF_8);
        var message = MessageParser.parse(builder()
                .from("", address("a@b.example"))
                .text("see below")
                .attach(MimePart.message(MimeSource.of(inner)))
                .toOctets());
        var wrapped = message.root().children().get(1);
        assertThat(wrapped.openEncoded().readAllBytes()).isEqualTo(inner);
        assertThat(message.root().encoding()).isEqualTo(TransferEncoding.IDENTITY);
        assertThat(message.header().value("Content-Transfer-Encoding")).isEqualTo("8bit");
        assertThat(wrapped.children().getFirst().header().text("Subject")).isEqualTo("ü inside");
        assertThat(message.view().attachments())
                .extracting(Attachment::fileName)
                .containsExactly("ü inside.eml");
    }

    // RFC 2183 §2.8
    @Test
    void aDispositionNobodyKnowsMakesAnAttachment() throws Exception {
        var message = MessageParser.parse(
                "Content-Type: text/plain\r\nContent-Disposition: x-aside\r\n\r\nbody".getBytes(UTF_8));
        assertThat(message.view().attachments()).hasSize(1);
        assertThat(message.view().text(100)).isEmpty();
    }

    @Test
    void internationalMailKeepsItsCharacters() throws Exception {
        byte[] octets = builder()
                .smtpUtf8()
                .from("用户", address("用户@例子.example"))
                .subject("你好")
                .text("x")
                .toOctets();
        assertThat(new String(octets, UTF_8)).contains("Subject: 你好\r\n").contains("From: 用户 <用户@");
        assertThat(MessageParser.parse(octets).view().from().getFirst().displayName())
                .isEqualTo("用户");
    }
}

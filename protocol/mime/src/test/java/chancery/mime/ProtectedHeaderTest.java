package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProtectedHeaderTest {
    private static final String MESSAGE = """
            Received: from a by b\r
            From: a@example.com\r
            Bcc: secret@example.com\r
            Subject: the plan\r
            X-Own: kept\r
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed; boundary="b 1"\r
            Content-Language: de\r
            \r
            body""";

    private static HeaderSection header() throws Exception {
        return MessageParser.parse(MESSAGE.getBytes(StandardCharsets.US_ASCII)).header();
    }

    @Test
    void encryptedHidesTheSubject() throws Exception {
        var both = ProtectedHeader.encrypted(header());
        assertThat(both.outside())
                .containsExactly(
                        "Received: from a by b\r\n",
                        "From: a@example.com\r\n",
                        "Subject: [...]\r\n",
                        "X-Own: kept\r\n",
                        "Content-Language: de\r\n");
        var inside = MessageParser.parse(both.inside());
        var read = HeaderProtection.read(inside.root()).orElseThrow();
        assertThat(read.kind()).isEqualTo(HeaderProtection.Kind.CIPHER);
        assertThat(read.text("Subject")).isEqualTo("the plan");
        assertThat(read.confidential()).containsExactly("subject");
        assertThat(inside.root().contentType().parameters().get("boundary")).isEqualTo("b 1");
        assertThat(new String(both.inside(), StandardCharsets.UTF_8)).doesNotContain("secret", "Received");
    }

    @Test
    void signedShowsEverything() throws Exception {
        var both = ProtectedHeader.signed(header());
        assertThat(both.outside()).contains("Subject: the plan\r\n");
        var read =
                HeaderProtection.read(MessageParser.parse(both.inside()).root()).orElseThrow();
        assertThat(read.kind()).isEqualTo(HeaderProtection.Kind.CLEAR);
        assertThat(read.confidential()).isEmpty();
    }
}

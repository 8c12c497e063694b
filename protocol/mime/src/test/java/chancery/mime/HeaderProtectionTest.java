package chancery.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderProtectionTest {
    private static final String HEADER = "From: Alice <alice@clinic.example>\r\nTo: bob@guest.example\r\n"
            + "Subject: =?UTF-8?Q?Befund_f=C3=BCr_Bob?=\r\nKeywords: lab,\r\n secret\r\nMessage-ID: <1@clinic.example>\r\n"
            + "Content-Type: text/plain\r\n\r\n";

    private static HeaderSection header() {
        return HeaderSection.parse(HEADER.getBytes(UTF_8));
    }

    @Test
    void encryptionHidesTheSubjectAndTheReaderSeesIt() throws Exception {
        var built = ProtectedPayload.encrypted(header(), MimePart.text("text"), new Random(1));
        assertThat(built.outerFields()).contains("Subject: [...]\r\n").noneMatch(f -> f.startsWith("Keywords"));
        var payload = MessageParser.parse(built.payload()).root();
        var read = HeaderProtection.read(payload).orElseThrow();
        assertThat(read.kind()).isEqualTo(HeaderProtection.Kind.CIPHER);
        assertThat(read.text("Subject")).isEqualTo("Befund für Bob");
        assertThat(read.confidential()).containsExactlyInAnyOrder("subject", "keywords");
        assertThat(payload.text(100)).isEqualTo("text");
    }

    @Test
    void signingAloneHidesNothing() throws Exception {
        var part = MimePart.multipart(
                ContentType.of("multipart", "mixed"), List.of(MimePart.text("a"), MimePart.text("b")));
        var built = ProtectedPayload.signed(header(), part, new Random(1));
        var read = HeaderProtection.read(MessageParser.parse(built.payload()).root())
                .orElseThrow();
        assertThat(read.kind()).isEqualTo(HeaderProtection.Kind.CLEAR);
        assertThat(read.confidential()).isEmpty();
        assertThat(String.join("", built.outerFields())).contains("Subject: =?UTF-8?Q?Befund");
    }

    @Test
    void withoutTheParameterNothingIsProtected() throws Exception {
        var payload = MessageParser.parse(HEADER.getBytes(UTF_8)).root();
        assertThat(HeaderProtection.read(payload)).isEmpty();
    }

    @Test
    void anHpParameterNobodyKnowsProtectsNothing() throws Exception {
        var payload = MessageParser.parse("Subject: x\r\nContent-Type: text/plain; hp=maybe\r\n\r\n".getBytes(UTF_8));
        assertThat(HeaderProtection.read(payload.root())).isEmpty();
    }
}

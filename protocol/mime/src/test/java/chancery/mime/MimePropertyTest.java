package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class MimePropertyTest {

    @Provide
    Arbitrary<byte[]> messages() {
        var token = Arbitraries.of(
                "\r\n",
                "\n",
                "--b",
                "--b--",
                "Content-Type: multipart/mixed; boundary=b\r\n",
                "Subject: x",
                ":",
                " ",
                "Content-Type: message/rfc822\r\n\r\n",
                "\r",
                "\0",
                "text",
                "Content-Transfer-Encoding: base64\n",
                "é");
        return token.list().ofMaxSize(40).map(l -> String.join("", l).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 2000)
    void everyMessageIsWrittenBack(@ForAll("messages") byte[] message) throws Exception {
        WriteBackTest.unchanged(message, "generated");
    }

    @Property(tries = 500)
    void base64IsReadBack(@ForAll @Size(max = 5000) byte[] content) throws IOException {
        var encoded = new ByteArrayOutputStream();
        TransferEncoding.BASE64.encode(new ByteArrayInputStream(content), encoded);
        var decoded = new Base64InputStream(new ByteArrayInputStream(encoded.toByteArray())).readAllBytes();
        assertThat(decoded).isEqualTo(content);
    }

    @Property(tries = 500)
    void quotedPrintableIsReadBackInShortLines(@ForAll @Size(max = 2000) byte[] content) throws IOException {
        var encoded = new ByteArrayOutputStream();
        BodyWriter.quotedPrintable(content, encoded);
        var decoded = new QuotedPrintableInputStream(new ByteArrayInputStream(encoded.toByteArray())).readAllBytes();
        assertThat(decoded).isEqualTo(content);
        assertThat(encoded.toString(StandardCharsets.US_ASCII).split("\r\n")).allMatch(l -> l.length() <= 76);
    }

    @Property(tries = 1000)
    void anyTextIsASubjectAndOneField(@ForAll @StringLength(max = 300) String subject) throws Exception {
        String written = FieldWriter.unstructured("Subject", subject);
        var fields =
                HeaderSection.parse(written.getBytes(StandardCharsets.UTF_8)).fields();
        assertThat(fields).hasSize(1);
        assertThat(written.split("\r\n")).allMatch(l -> l.length() <= 998);
        assertThat(fields.getFirst().text()).isEqualTo(sanitised(subject));
    }

    /** What a field can hold: no breaks, no NUL, no unpaired surrogate, no white space around. */
    private static String sanitised(String text) {
        String clean = FieldWriter.withoutBreaks(text);
        return new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).strip();
    }

    @Property(tries = 500)
    void anyFileNameComesBackAsAParameter(@ForAll @StringLength(min = 1, max = 120) String name) {
        String written =
                FieldWriter.parameterised("Content-Disposition", "attachment", java.util.Map.of("filename", name));
        var fields =
                HeaderSection.parse(written.getBytes(StandardCharsets.UTF_8)).fields();
        assertThat(fields).hasSize(1);
        var parsed = ContentDisposition.parse(fields.getFirst().value());
        assertThat(parsed.parameters().get("filename")).isEqualTo(sanitised(name));
    }

    @Property(tries = 1000)
    void aSafeFileNameIsSafe(@ForAll String name) {
        String safe = FileNames.safe(name, "application/pdf", 1);
        assertThat(safe)
                .isNotEmpty()
                .doesNotContain("/", "\\", "\0", "\n", "\u202e", ":")
                .doesNotStartWith(".");
        assertThat(safe.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(201);
        assertThat(FileNames.safe(safe, "application/pdf", 1)).isEqualTo(safe);
    }

    @Provide
    Arbitrary<String> localParts() {
        return Arbitraries.strings()
                .withChars("ab.\"\\ @,<>();:!ü")
                .ofMinLength(1)
                .ofMaxLength(20);
    }

    @Property(tries = 1000)
    void anyAddressAndNameComeBackFromAHeader(
            @ForAll("localParts") String localPart, @ForAll @StringLength(max = 60) String name) throws Exception {
        var address = new EmailAddress(localPart, "b.example");
        var octets = new MessageBuilder(Clock.systemUTC(), new Random(1), "b.example")
                .from(name, address)
                .text("x")
                .toOctets();
        var from = MessageParser.parse(octets).view().from();
        assertThat(from).containsExactly(new HeaderMailbox.Valid(sanitised(name), address));
    }

    @Example
    void aByteOrderMarkIsNoName() throws Exception {
        anyAddressAndNameComeBackFromAHeader("a", "\uFEFF");
        anyAddressAndNameComeBackFromAHeader("a", "\uFEFFÄrztin \uFEFF".repeat(9));
    }

    @Property(tries = 1000)
    void anAddressListNeverInventsAnAddress(@ForAll @StringLength(max = 60) String text) {
        for (HeaderMailbox mailbox : AddressList.parse(text).mailboxes()) {
            mailbox.address().ifPresent(a -> assertThat(text).contains("@"));
        }
    }
}

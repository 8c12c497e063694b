package chancery.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import chancery.mail.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages made to cost time or memory: each is read, or refused, within seconds. */
class BoundsTest {
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private record Case(String name, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> hostile() {
        String nested = "Content-Type: multipart/mixed; boundary=";
        return Stream.of(
                new Case("comments within comments", "From: " + "(".repeat(900_000) + "\r\n\r\n"),
                new Case("commas", "To: " + ",".repeat(900_000) + "\r\n\r\n"),
                new Case("addresses", "To: " + "a@b.example,".repeat(70_000) + "\r\n\r\n"),
                new Case("open angles", "To: " + "<".repeat(900_000) + "\r\n\r\n"),
                new Case("open quotations", "To: " + "\"a, ".repeat(200_000) + "\r\n\r\n"),
                new Case("quotes", "To: " + "\" ".repeat(400_001) + "\r\n\r\n"),
                new Case("groups", "To: " + "a:".repeat(400_000) + "\r\n\r\n"),
                new Case("routes", "To: <" + "@a,".repeat(200_000) + "\r\n\r\n"),
                new Case("beginnings of encoded-words", "Subject: " + "=?".repeat(400_000) + "\r\n\r\n"),
                new Case("unclosed encoded-words", "Subject: " + "=?utf-8?Q?".repeat(90_000) + "\r\n\r\n"),
                new Case("encoded-words", "Subject: " + "=?utf-8?Q?a?= ".repeat(60_000) + "\r\n\r\n"),
                new Case(
                        "different encoded-words",
                        "Subject: " + "=?utf-8?Q?a?= =?utf-8?B?YQ==?=".repeat(30_000) + "\r\n\r\n"),
                new Case("words in unknown charsets", "Subject: " + unknownCharsets() + "\r\n\r\n"),
                new Case("parameters", "Content-Type: text/plain" + "; a".repeat(200_000) + "\r\n\r\n"),
                new Case("sections", "Content-Type: text/plain" + sections() + "\r\n\r\n"),
                new Case("semicolons", "Content-Type: text/plain" + ";".repeat(900_000) + "\r\n\r\n"),
                new Case("date", "Date: " + "1 ".repeat(400_000) + "\r\n\r\n"),
                new Case("empty fields", "a:\r\n".repeat(99_000) + "\r\n"),
                new Case("lines that look like delimiters", nested + "x\r\n\r\n" + "--y\r\n".repeat(300_000)),
                new Case("delimiters in the header section", nested + "x\r\n" + "--y\r\n".repeat(90_000)),
                new Case("equals signs", "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + "=".repeat(2_000_000)),
                new Case("spaces", "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + " ".repeat(2_000_000)),
                new Case("one line of body", "\r\n" + "x".repeat(5_000_000)),
                new Case("CR after CR", "\r\n" + "\r".repeat(2_000_000)),
                new Case("NUL after NUL", "\0".repeat(2_000_000)),
                new Case("10,000 parts", nested + "x\r\n\r\n" + "--x\r\n\r\n".repeat(9_999)),
                new Case("messages in messages", "Content-Type: message/rfc822\r\n\r\n".repeat(99)),
                new Case("deep and long boundaries", deep()),
                new Case("messages in base64 in base64", inBase64(12)));
    }

    private static String unknownCharsets() {
        var text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("=?x").append(i).append("?Q?a?= ");
        }
        return text.toString();
    }

    private static String sections() {
        var text = new StringBuilder();
        for (int i = 999; i >= 0; i--) {
            text.append("; name*").append(i).append("*=%41");
        }
        return text.toString();
    }

    private static String deep() {
        var text = new StringBuilder();
        String longest = "b".repeat(60);
        for (int i = 0; i < 98; i++) {
            String boundary = longest + i;
            text.append("Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n");
        }
        return text.append("\r\n")
                .append(("--" + longest + "\r\n").repeat(50_000))
                .toString();
    }

    private static String inBase64(int times) {
        String message = "Subject: innermost\r\n\r\nx";
        for (int i = 0; i < times; i++) {
            message = "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + Base64.getMimeEncoder().encodeToString(message.getBytes(ISO_8859_1));
        }
        return message;
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isReadInLittleTime(Case c) {
        byte[] octets = c.message().getBytes(ISO_8859_1);
        assertTimeoutPreemptively(ENOUGH, () -> {
            var message = MessageParser.parse(octets);
            WriteBackTest.look(message);
            var out = new ByteArrayOutputStream();
            message.writeTo(out);
            assertThat(out.size()).isEqualTo(octets.length);
            assertThat(HeaderSection.parse(octets)).isNotNull();
        });
    }

    @Test
    void tooManyFieldsAreRefused() {
        byte[] octets = "a:\n".repeat(100_001).getBytes(ISO_8859_1);
        assertThatThrownBy(() -> MessageParser.parse(octets)).isInstanceOf(SyntaxException.class);
    }

    @Test
    void aMailLargerThanTheHeapStaysInItsFile(@TempDir Path folder) throws Exception {
        Path mail = folder.resolve("large.eml");
        long size = Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4);
        write(mail, size);
        long before = used();
        var message = MessageParser.parse(MimeSource.of(mail), MimeLimits.STANDARD);
        assertThat(used() - before).isLessThan(16 << 20);
        assertThat(message.view().attachments().getFirst().size()).isGreaterThan(size * 7 / 10);
        var edited = HeaderEditor.of(message.header()).addOnTop("X", "y").edited(message.source());
        try (var in = edited.open()) {
            assertThat(in.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isEqualTo(Files.size(mail) + "X: y\r\n".length());
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void write(Path mail, long size) throws IOException {
        byte[] line = ("QUJD".repeat(19) + "\r\n").getBytes(ISO_8859_1);
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(mail))) {
            out.write(
                    "Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n".getBytes(ISO_8859_1));
            for (long written = 0; written < size; written += line.length) {
                out.write(line);
            }
        }
    }
}

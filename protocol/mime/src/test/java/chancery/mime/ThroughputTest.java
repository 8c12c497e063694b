package chancery.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.MimeConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures, and prints what it measured: MB/s on large attachments, and the message sets beside two other parsers. */
@Tag("soak")
class ThroughputTest {
    private static final int LARGE = 150 << 20;

    /** Something that reads messages. */
    private interface Reader {
        void read(byte[] message) throws Exception;
    }

    @Test
    void largeAttachmentsInLittleMemory(@TempDir Path folder) throws Exception {
        Path mail = folder.resolve("large.eml");
        writeLarge(mail);
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            var message = MessageParser.parse(MimeSource.of(mail), MimeLimits.STANDARD);
            double parse = megabytesPerSecond(Files.size(mail), start);
            start = System.nanoTime();
            message.writeTo(OutputStream.nullOutputStream());
            double write = megabytesPerSecond(Files.size(mail), start);
            start = System.nanoTime();
            long size = message.view().attachments().getFirst().size();
            double decode = megabytesPerSecond(Files.size(mail), start);
            assertThat(size).isEqualTo(LARGE / 78 * 57);
            System.out.printf("large: parse %.0f MB/s, write %.0f MB/s, decode %.0f MB/s%n", parse, write, decode);
        }
    }

    private static void writeLarge(Path mail) throws IOException {
        byte[] line = new byte[57];
        new Random(1).nextBytes(line);
        byte[] encoded = (Base64.getEncoder().encodeToString(line) + "\r\n").getBytes(US_ASCII);
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(mail))) {
            out.write(("Subject: large\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
                            + "Content-Type: application/zip; name=x.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                    .getBytes(US_ASCII));
            for (int i = 0; i < LARGE / 78; i++) {
                out.write(encoded);
            }
            out.write("--b--\r\n".getBytes(US_ASCII));
        }
    }

    @Test
    void messageSetsBesideOtherParsers() throws Exception {
        var messages = new ArrayList<byte[]>();
        for (String set : List.of("mime-mime4j", "mime-mail-parser-stalwart")) {
            for (String ending : List.of(".msg", ".eml")) {
                for (Path file : Corpora.files(Corpora.folder(set), ending)) {
                    messages.add(Files.readAllBytes(file));
                }
            }
        }
        var session = jakarta.mail.Session.getInstance(new Properties());
        measure("chancery tree", messages, MessageParser::parse);
        measure("mime4j stream", messages, m -> mime4j(m, false));
        measure("chancery and decoded bodies", messages, ThroughputTest::decoded);
        measure("mime4j and decoded bodies", messages, m -> mime4j(m, true));
        measure("angus and decoded bodies", messages, m -> angus(session, m));
    }

    private static void decoded(byte[] octets) throws Exception {
        for (Entity part : MessageParser.parse(octets).root().walk().toList()) {
            if (part.children().isEmpty()) {
                part.size();
            }
        }
    }

    private static void mime4j(byte[] octets, boolean decode) throws Exception {
        var parser = new MimeStreamParser(MimeConfig.PERMISSIVE);
        parser.setContentDecoding(decode);
        parser.setContentHandler(new AbstractContentHandler() {
            @Override
            public void body(BodyDescriptor descriptor, InputStream in) throws IOException {
                in.transferTo(OutputStream.nullOutputStream());
            }
        });
        parser.parse(new ByteArrayInputStream(octets));
    }

    private static void angus(jakarta.mail.Session session, byte[] octets) {
        try {
            walk(new jakarta.mail.internet.MimeMessage(session, new ByteArrayInputStream(octets)));
        } catch (jakarta.mail.MessagingException | IOException | IllegalStateException e) {
            // it refuses some of the malformed ones
        }
    }

    private static void walk(jakarta.mail.Part part) throws jakarta.mail.MessagingException, IOException {
        if (part.getContent() instanceof jakarta.mail.Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                walk(parts.getBodyPart(i));
            }
        } else {
            part.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void measure(String what, List<byte[]> messages, Reader reader) throws Exception {
        long octets = messages.stream().mapToLong(m -> m.length).sum();
        double best = 0;
        for (int round = 0; round < 30; round++) {
            long start = System.nanoTime();
            for (byte[] message : messages) {
                reader.read(message);
            }
            best = Math.max(best, megabytesPerSecond(octets, start));
        }
        System.out.printf("%-30s %4d messages, best of 30 rounds %.0f MB/s%n", what, messages.size(), best);
    }

    private static double megabytesPerSecond(long octets, long start) {
        return octets / 1e6 / ((System.nanoTime() - start) / 1e9);
    }
}

package chancery.speed;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.BasicBodyFactory;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.MimeConfig;

/** Other parsers, doing the same work. */
final class Peers {
    private static final Session SESSION = Session.getInstance(new Properties());

    private Peers() {}

    /** Mime4j's events without a tree: fields are cut apart and not read, bodies are decoded or not. */
    static long mime4jEvents(byte[] octets, boolean decode) throws MimeException, IOException {
        long[] seen = {0};
        var parser = new MimeStreamParser(MimeConfig.PERMISSIVE);
        parser.setContentDecoding(decode);
        parser.setContentHandler(new AbstractContentHandler() {
            @Override
            public void body(BodyDescriptor descriptor, InputStream in) throws IOException {
                seen[0] += in.transferTo(OutputStream.nullOutputStream());
            }
        });
        parser.parse(new ByteArrayInputStream(octets));
        return seen[0];
    }

    /** Mime4j's tree; bodies are decoded once, as they come, and not kept. */
    static long mime4jTree(byte[] octets) throws IOException {
        var bodies = new CountedBodies();
        var builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
        builder.setContentDecoding(true);
        builder.setBodyFactory(bodies);
        Message message = builder.parseMessage(new ByteArrayInputStream(octets));
        return bodies.octets
                + fields(message.getSubject(), message.getFrom(), message.getTo(), message.getCc(), message.getDate());
    }

    /** Reads a body to its end and keeps none of it, which is less than its own library does. */
    private static final class CountedBodies extends BasicBodyFactory {
        private static final byte[] NOTHING = {};
        long octets;

        @Override
        public BinaryBody binaryBody(InputStream in) throws IOException {
            octets += in.transferTo(OutputStream.nullOutputStream());
            return super.binaryBody(NOTHING);
        }

        @Override
        public TextBody textBody(InputStream in, String charset) throws IOException {
            octets += in.transferTo(OutputStream.nullOutputStream());
            return super.textBody(NOTHING, StandardCharsets.US_ASCII);
        }
    }

    /** Nothing; keeps what was read from being left out by the compiler. */
    static long fields(@org.jspecify.annotations.Nullable Object... values) {
        return Objects.hash(values) == Integer.MIN_VALUE ? 1 : 0;
    }

    /** Octets of all decoded bodies, fields read too; what it refuses counts as nothing. */
    static long angus(byte[] octets) {
        try {
            var message = new MimeMessage(SESSION, new ByteArrayInputStream(octets));
            long seen = walk(message);
            // it refuses more addresses than messages; the fields before are read then
            return seen
                    + refusable(() -> message.getSubject())
                    + refusable(() -> message.getFrom())
                    + refusable(() -> message.getRecipients(RecipientType.TO))
                    + refusable(() -> message.getRecipients(RecipientType.CC))
                    + refusable(() -> message.getSentDate());
        } catch (MessagingException | IOException | IllegalStateException e) {
            // it refuses some malformed messages, which makes it faster there and never slower
            return 0;
        }
    }

    /** Something of a message that Angus may refuse to read. */
    private interface Field {
        @org.jspecify.annotations.Nullable Object read() throws MessagingException;
    }

    private static long refusable(Field field) {
        try {
            return fields(field.read());
        } catch (MessagingException e) {
            return 0;
        }
    }

    private static long walk(Part part) throws MessagingException, IOException {
        if (part.isMimeType("message/rfc822") && part.getContent() instanceof Part message) {
            return walk(message);
        }
        if (!part.isMimeType("multipart/*") || !(part.getContent() instanceof Multipart parts)) {
            return part.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        long seen = 0;
        for (int i = 0; i < parts.getCount(); i++) {
            seen += walk(parts.getBodyPart(i));
        }
        return seen;
    }
}

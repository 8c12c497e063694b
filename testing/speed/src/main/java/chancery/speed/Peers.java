package chancery.speed;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Properties;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.MimeConfig;

/** Other parsers, doing the same work. */
final class Peers {
    private static final Session SESSION = Session.getInstance(new Properties());

    private Peers() {}

    static long mime4j(byte[] octets, boolean decode) throws MimeException, IOException {
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

    /** Octets of all decoded bodies; what it refuses counts as nothing. */
    static long angus(byte[] octets) {
        try {
            return walk(new MimeMessage(SESSION, new ByteArrayInputStream(octets)));
        } catch (MessagingException | IOException | IllegalStateException e) {
            // it refuses some malformed messages, which makes it faster there and never slower
            return 0;
        }
    }

    private static long walk(Part part) throws MessagingException, IOException {
        if (!(part.getContent() instanceof Multipart parts)) {
            return part.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        long seen = 0;
        for (int i = 0; i < parts.getCount(); i++) {
            seen += walk(parts.getBodyPart(i));
        }
        return seen;
    }
}

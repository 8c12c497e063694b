package chancery.flow;

import chancery.mail.FaultException;
import chancery.mail.Finding;
import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import chancery.policy.MailHeader;
import chancery.store.SealedContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A content as scanners see it: its part tree, its header in words, and what nobody can look into.
 *
 * @param closed protection found that this installation holds no key for
 */
public record OpenedContent(Message message, MailHeader header, List<Finding> closed) {

    /** Throws SyntaxException when the structure is beyond the limits. */
    static OpenedContent open(SealedContent content, MimeLimits limits) throws SyntaxException {
        try {
            MimeSource octets = content.inMemory()
                    .map(clear -> MimeSource.of(clear.octets(), clear.size()))
                    .orElse(content::openClear);
            return of(MessageParser.parse(octets, limits));
        } catch (IOException e) {
            throw new FaultException(FlowError.CONTENT_NOT_READ, e);
        }
    }

    /** The same for a message that is already parsed. */
    public static OpenedContent of(Message message) {
        var fields = message.header().fields().stream()
                .map(f -> new MailHeader.Field(f.name(), f.text()))
                .toList();
        return new OpenedContent(
                message, new MailHeader(message.header().text("Subject"), fields), closed(message.root()));
    }

    private static List<Finding> closed(Entity root) {
        var findings = new ArrayList<Finding>();
        collect(root, findings);
        return findings;
    }

    private static void collect(Entity entity, List<Finding> into) {
        String type = entity.contentType().mediaType();
        if (type.equals("multipart/encrypted")) {
            into.add(new Finding.Unscannable(type, "encrypted with OpenPGP"));
        } else if (type.equals("application/pkcs7-mime") || type.equals("application/x-pkcs7-mime")) {
            into.add(new Finding.Unscannable(type, "encrypted or sealed with S/MIME"));
        } else {
            entity.children().forEach(child -> collect(child, into));
        }
    }
}

package chancery.admin;

import chancery.mail.Finding;
import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.policy.LexiconScanner;
import chancery.policy.MailHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What policy would look at in a mail that was not sent. */
record MailReading(MailHeader header, String text, List<Finding> closed, long size) {
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final Set<String> CLOSED =
            Set.of("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime");

    static MailReading ofSubject(String subject) {
        var fields = List.of(new MailHeader.Field("Subject", subject));
        return new MailReading(new MailHeader(subject, fields), "", List.of(), 0);
    }

    static MailReading of(byte[] octets) {
        try {
            Message message = MessageParser.parse(octets, MimeLimits.STANDARD);
            var fields = message.header().fields().stream()
                    .map(field -> new MailHeader.Field(field.name(), field.text()))
                    .toList();
            var closed = message.root()
                    .walk()
                    .map(MailReading::mediaType)
                    .filter(CLOSED::contains)
                    .<Finding>map(type -> new Finding.Unscannable(type, "encrypted or sealed"))
                    .toList();
            var header = new MailHeader(message.header().text("Subject"), fields);
            return new MailReading(header, message.searchableText(MAX_CHARACTERS), closed, octets.length);
        } catch (SyntaxException e) {
            throw ProblemException.invalid("The mail's structure is not accepted: " + e.getMessage() + ".");
        } catch (IOException e) {
            throw ProblemException.invalid("The mail cannot be read.");
        }
    }

    List<Finding> findings(LexiconScanner words) {
        var findings = new ArrayList<Finding>(closed);
        findings.addAll(words.begin().text(header.subject()).text(text).findings());
        if (text.length() >= MAX_CHARACTERS) {
            findings.add(new Finding.ScanIncomplete("words", "text longer than a million characters"));
        }
        return findings;
    }

    private static String mediaType(Entity entity) {
        return entity.contentType().mediaType();
    }
}

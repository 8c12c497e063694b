package chancery.admin;

import chancery.flow.OpenedContent;
import chancery.mail.Finding;
import chancery.mail.SyntaxException;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.policy.LexiconScanner;
import chancery.policy.MailHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What policy would look at in a mail that was not sent. */
record MailReading(MailHeader header, String text, List<Finding> closed, long size) {
    private static final int MAX_CHARACTERS = 1 << 20;

    static MailReading ofSubject(String subject) {
        var fields = List.of(new MailHeader.Field("Subject", subject));
        return new MailReading(new MailHeader(subject, fields), "", List.of(), 0);
    }

    static MailReading of(byte[] octets) {
        try {
            Message message = MessageParser.parse(octets, MimeLimits.STANDARD);
            var opened = OpenedContent.of(message);
            return new MailReading(
                    opened.header(), message.searchableText(MAX_CHARACTERS), opened.closed(), octets.length);
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
}

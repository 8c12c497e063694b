package chancery.demo;

import chancery.mail.EmailAddress;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mime.HeaderMailbox;
import chancery.mime.HeaderSection;
import chancery.mime.MessageParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Gives found messages an envelope in the stand-in world; their contents stay as they are. */
final class ForeignMails {
    /** What can be sent, and which messages cannot, with the reason. */
    record Addressed(List<DemoMail> mails, List<String> passedOver) {}

    private ForeignMails() {}

    static Addressed address(MailFolder.Contents found) {
        var mails = new ArrayList<DemoMail>();
        var passedOver = new ArrayList<>(found.passedOver());
        for (MailFolder.Found message : found.mails()) {
            try {
                HeaderSection header = MessageParser.parse(message.content()).header();
                var recipients = recipients(header);
                if (recipients.isEmpty()) {
                    passedOver.add(message.name() + ": names no recipient");
                } else {
                    mails.add(new DemoMail(message.name(), sender(header), recipients, message.content()));
                }
            } catch (SyntaxException e) {
                passedOver.add(message.name() + ": " + e.getMessage());
            }
        }
        return new Addressed(mails, passedOver);
    }

    private static ReversePath sender(HeaderSection header) {
        List<String> from = texts(header, "From");
        return new ReversePath.Mailbox(StandInAddresses.sender(from.isEmpty() ? "unknown" : from.getFirst()));
    }

    private static List<EmailAddress> recipients(HeaderSection header) {
        var recipients = new LinkedHashSet<EmailAddress>();
        for (String field : List.of("To", "Cc", "Bcc")) {
            texts(header, field).forEach(text -> recipients.add(StandInAddresses.recipient(text)));
        }
        if (recipients.isEmpty()) {
            // archives made from Exchange and Notes keep those whose address could not be told only here
            for (String field : List.of("X-To", "X-cc", "X-bcc")) {
                texts(header, field).forEach(text -> recipients.add(StandInAddresses.recipient(text)));
            }
        }
        return List.copyOf(recipients);
    }

    /** Every address of the field, also one that is written wrongly: somebody was meant. */
    private static List<String> texts(HeaderSection header, String field) {
        return header.addresses(field).mailboxes().stream()
                .map(ForeignMails::text)
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static String text(HeaderMailbox mailbox) {
        return switch (mailbox) {
            case HeaderMailbox.Valid valid -> valid.mailbox().toString();
            case HeaderMailbox.Invalid invalid -> invalid.text();
        };
    }
}

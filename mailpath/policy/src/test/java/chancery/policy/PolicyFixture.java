package chancery.policy;

import chancery.mail.EmailAddress;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Finding;
import chancery.mail.MailTransaction;
import chancery.mail.MessageContent;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Builds what policy looks at, from the short words of a table row. */
final class PolicyFixture {
    private PolicyFixture() {}

    static Assessment assessment(String from, String recipients, String header, List<Finding> findings, long size) {
        boolean requireTls = from.endsWith(" REQUIRETLS");
        String sender = from.replace(" REQUIRETLS", "").replace("<>", "");
        var options = new EnvelopeOptions(false, false, requireTls, Optional.empty(), Optional.empty());
        var to = Stream.of(recipients.split(",")).map(PolicyFixture::recipient).toList();
        var content = new MessageContent("0193a0e0-0000-7000-8000-000000000002", size, "00");
        var mail = new MailTransaction(
                UUID.fromString("0193a0e0-0000-7000-8000-000000000001"),
                new TenantId(UUID.fromString("0193a0e0-0000-7000-8000-000000000003")),
                Instant.EPOCH,
                new Envelope(reversePath(sender), to, options),
                content);
        boolean fromTenant = sender.isEmpty() || sender.endsWith("@clinic.example");
        return new Assessment(mail, fromTenant, Set.of("clinic.example"), header(header), findings);
    }

    /** {@code Subject: a; X-Tag: b}. */
    static MailHeader header(String text) {
        var fields = new ArrayList<MailHeader.Field>();
        String subject = "";
        for (String field : text.isEmpty() ? new String[0] : text.split("; ")) {
            String[] parts = field.split(": ", 2);
            fields.add(new MailHeader.Field(parts[0], parts[1]));
            subject = parts[0].equals("Subject") ? parts[1] : subject;
        }
        return new MailHeader(subject, fields);
    }

    /** {@code health 12, incomplete, unscannable}. */
    static List<Finding> findings(String text) {
        return Stream.of(text.split(", "))
                .filter(word -> !word.isEmpty())
                .<Finding>map(word -> switch (word) {
                    case "incomplete" -> new Finding.ScanIncomplete("words", "deadline");
                    case "unscannable" -> new Finding.Unscannable("2", "encrypted");
                    default -> new Finding.LexiconHit(word.split(" ")[0], Integer.parseInt(word.split(" ")[1]));
                })
                .toList();
    }

    static EnvelopeRecipient recipient(String text) {
        return new EnvelopeRecipient(address(text));
    }

    static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (SyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static ReversePath reversePath(String text) {
        try {
            return ReversePath.parse(text);
        } catch (SyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Policy policy(String json) {
        return switch (PolicyReader.read(json)) {
            case PolicyReading.Read read -> read.policy();
            case PolicyReading.Refused refused -> throw new AssertionError(refused.mistakes());
        };
    }
}

package chancery.smtp;

import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.ReversePath;
import java.io.InputStream;
import java.util.List;

/**
 * One mail for one server.
 *
 * @param size of the content in octets
 */
public record SmtpClientMail(
        ReversePath sender, List<EnvelopeRecipient> recipients, EnvelopeOptions options, Content content, long size) {
    public SmtpClientMail {
        recipients = List.copyOf(recipients);
    }

    /** Header section and body, lines ending in CR LF, without dot-stuffing. */
    @FunctionalInterface
    public interface Content {
        /** A new stream from the first octet, closed by the client. */
        InputStream open();
    }

    SmtpClientMail withRecipients(List<EnvelopeRecipient> others) {
        return new SmtpClientMail(sender, others, options, content, size);
    }
}

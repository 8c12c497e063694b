package chancery.mail;

import java.util.List;

/** Reverse-path, forward-paths and their parameters (RFC 5321 §2.3.1). */
public record Envelope(ReversePath sender, List<EnvelopeRecipient> recipients, EnvelopeOptions options) {
    public Envelope {
        recipients = List.copyOf(recipients);
    }

    public Envelope withRecipients(List<EnvelopeRecipient> others) {
        return new Envelope(sender, others, options);
    }
}

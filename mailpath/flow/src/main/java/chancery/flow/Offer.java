package chancery.flow;

import chancery.mail.MailTransaction;
import chancery.mail.MessageContent;
import chancery.mail.ReversePath;
import chancery.mail.SmtpReply;
import chancery.store.ContentVault;
import chancery.store.SealedContent;
import chancery.store.Uuid7;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A mail on offer: who brings it, for which tenants, and when its data began. The first share names the mail. */
final class Offer {
    private final Origin origin;
    private final List<TenantEnvelope> shares;
    private final Trace trace;
    private final Instant receivedAt;
    private final UUID id;

    /** What is known about the sender when the content is decided on. */
    record Sender(boolean ownSender, ReversePath reversePath) {}

    Offer(Origin origin, List<TenantEnvelope> shares, Trace trace, Instant receivedAt, UUID id) {
        this.origin = origin;
        this.shares = List.copyOf(shares);
        this.trace = trace;
        this.receivedAt = receivedAt;
        this.id = id;
    }

    Origin origin() {
        return origin;
    }

    List<TenantEnvelope> shares() {
        return shares;
    }

    Trace trace() {
        return trace;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    UUID id() {
        return id;
    }

    /** The session proved who brings the mail before the envelope was taken; here it becomes what policy may rely on. */
    Sender authenticate() {
        return new Sender(origin.ownSender(), shares.getFirst().envelope().sender());
    }

    AcceptanceReply refuse(SmtpReply reply, String log) {
        return new AcceptanceReply(reply, log, id);
    }

    /** One transaction per tenant; the further ones get copies of the content under their own tenants' keys. */
    List<TenantMail> mails(SealedContent content, ContentVault vault, Clock clock) {
        var mails = new ArrayList<TenantMail>();
        for (TenantEnvelope share : shares) {
            SealedContent own =
                    mails.isEmpty() ? content : ContentCopy.copy(vault, content, share.tenant(), Uuid7.next(clock));
            UUID mailId = UUID.fromString(own.content().contentId());
            mails.add(new TenantMail(transaction(mailId, share, own.content()), own));
        }
        return mails;
    }

    private MailTransaction transaction(UUID mailId, TenantEnvelope share, MessageContent content) {
        return new MailTransaction(mailId, share.tenant(), receivedAt, share.envelope(), content);
    }
}

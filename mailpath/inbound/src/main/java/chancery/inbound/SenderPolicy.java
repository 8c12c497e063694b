package chancery.inbound;

import chancery.flow.Origin;
import chancery.mail.EmailAddress;
import chancery.mail.ReversePath;
import chancery.mail.SmtpReply;
import chancery.mail.TenantId;
import chancery.smtp.ConnectionFacts;
import chancery.tenancy.Tenancy;
import java.net.InetAddress;
import java.util.Optional;

/** Who brings a mail: a person, a tenant's mail server, or anybody. */
final class SenderPolicy {
    private static final SmtpReply AUTHENTICATE = SmtpReply.of(530, "5.7.0", "Authentication required");
    private static final SmtpReply NOT_YOURS =
            SmtpReply.of(553, "5.7.1", "Sender address does not belong to this account");

    private final Tenancy tenancy;

    SenderPolicy(Tenancy tenancy) {
        this.tenancy = tenancy;
    }

    SenderDecision decide(ConnectionFacts facts, Optional<Login.Person> person, ReversePath sender) {
        return facts.kind().authenticates()
                ? submission(person, sender)
                : new SenderDecision.Admitted(relayOrOutside(facts.remote().getAddress(), sender));
    }

    // RFC 6409 §6.1: the submission server makes sure that the reverse-path may be used by who authenticated
    private static SenderDecision submission(Optional<Login.Person> person, ReversePath sender) {
        if (person.isEmpty()) {
            return new SenderDecision.Refused(AUTHENTICATE);
        }
        EmailAddress own = person.get().address();
        boolean allowed = switch (sender) {
            // a read receipt or an automatic answer (RFC 8098 §3)
            case ReversePath.Null none -> true;
            case ReversePath.Mailbox mailbox -> mailbox.address().lookupKey().equals(own.lookupKey());
        };
        return allowed
                ? new SenderDecision.Admitted(new Origin.Account(person.get().tenant(), own))
                : new SenderDecision.Refused(NOT_YOURS);
    }

    private Origin relayOrOutside(InetAddress client, ReversePath sender) {
        Optional<TenantId> tenant = switch (sender) {
            case ReversePath.Null none -> tenancy.tenantForRelay(client);
            case ReversePath.Mailbox mailbox ->
                tenancy.tenantForRelay(client, mailbox.address().domain());
        };
        return tenant.<Origin>map(Origin.RelayHost::new).orElseGet(Origin.Outside::new);
    }
}

package chancery.inbound;

import chancery.flow.Origin;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import chancery.tenancy.Tenancy;

/** To whom a mail may go: from our own people to anyone, from outside to the domains of tenants. */
final class RecipientPolicy {
    private static final SmtpReply OK = SmtpReply.of(250, "2.1.5", "Recipient ok");
    private static final SmtpReply NO_RELAY =
            SmtpReply.of(550, "5.7.1", "This server does not take mail for that domain");

    private final Tenancy tenancy;

    RecipientPolicy(Tenancy tenancy) {
        this.tenancy = tenancy;
    }

    SmtpReply decide(Origin origin, EnvelopeRecipient recipient) {
        return switch (origin) {
            case Origin.Account account -> OK;
            case Origin.RelayHost relay -> OK;
            case Origin.Portal portal -> OK;
            case Origin.Outside outside ->
                tenancy.tenantOfDomain(recipient.address().domain()).isPresent() ? OK : NO_RELAY;
        };
    }
}

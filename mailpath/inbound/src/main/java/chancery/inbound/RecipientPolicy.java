package chancery.inbound;

import chancery.flow.Origin;
import chancery.mail.EmailAddress;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import chancery.tenancy.Tenancy;

/** To whom a mail may go: from our own people to anyone, from outside to the domains of tenants. */
final class RecipientPolicy {
    private static final SmtpReply OK = SmtpReply.of(250, "2.1.5", "Recipient ok");
    private static final SmtpReply NO_RELAY =
            SmtpReply.of(550, "5.7.1", "This server does not take mail for that domain");

    private final String hostname;
    private final Tenancy tenancy;

    RecipientPolicy(String hostname, Tenancy tenancy) {
        this.hostname = hostname;
        this.tenancy = tenancy;
    }

    /**
     * Who is meant: the postmaster of this gateway is the one of the nearest domain above its name that is a tenant's.
     */
    EnvelopeRecipient meant(EnvelopeRecipient recipient) {
        EmailAddress address = recipient.address();
        // RFC 5321 §4.5.1
        if (!address.localPart().equalsIgnoreCase("postmaster")
                || !address.domain().equalsIgnoreCase(hostname)) {
            return recipient;
        }
        String domain = address.domain();
        while (tenancy.tenantOfDomain(domain).isEmpty()) {
            int dot = domain.indexOf('.');
            if (dot < 0) {
                return recipient;
            }
            domain = domain.substring(dot + 1);
        }
        return new EnvelopeRecipient(
                new EmailAddress(address.localPart(), domain), recipient.notifyOn(), recipient.originalRecipient());
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

package chancery.inbound;

import chancery.flow.MailFlow;
import chancery.mail.SmtpReply;
import chancery.net.AddressRate;
import chancery.smtp.ConnectionFacts;
import chancery.smtp.Greeting;
import chancery.smtp.SmtpService;
import chancery.smtp.SmtpSessionCallbacks;
import chancery.tenancy.AccountLogin;
import chancery.tenancy.Tenancy;

/** The service behind every SMTP listener of this installation. Used by many connections at once. */
public final class InboundService implements SmtpService {
    private static final SmtpReply TOO_OFTEN = SmtpReply.of(421, "4.7.0", "Too many connections from you; closing");

    private final SenderPolicy senders;
    private final RecipientPolicy recipients;
    private final AccountLogin login;
    private final MailFlow flow;
    private final MailCounter counter;
    private final Tenancy tenancy;
    private final AddressRate rate;

    /**
     * @param hostname of this gateway
     * @param rate of new connections; a relay host of a tenant may come as often as it likes
     */
    public InboundService(
            String hostname,
            Tenancy tenancy,
            AccountLogin login,
            MailFlow flow,
            MailCounter counter,
            AddressRate rate) {
        this.tenancy = tenancy;
        this.rate = rate;
        this.senders = new SenderPolicy(tenancy);
        this.recipients = new RecipientPolicy(hostname, tenancy);
        this.login = login;
        this.flow = flow;
        this.counter = counter;
    }

    @Override
    public SmtpSessionCallbacks open(ConnectionFacts facts) {
        var client = facts.remote().getAddress();
        boolean welcome = rate.admit(client) || !tenancy.tenantsOfRelay(client).isEmpty();
        return new InboundSession(
                welcome ? new Greeting.Accept() : new Greeting.Refuse(TOO_OFTEN),
                senders,
                recipients,
                new Login(login, client),
                flow,
                counter);
    }
}

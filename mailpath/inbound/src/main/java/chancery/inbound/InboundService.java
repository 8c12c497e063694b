package chancery.inbound;

import chancery.flow.MailFlow;
import chancery.smtp.ConnectionFacts;
import chancery.smtp.SmtpService;
import chancery.smtp.SmtpSessionCallbacks;
import chancery.tenancy.AccountLogin;
import chancery.tenancy.Tenancy;

/** The service behind every SMTP listener of this installation. Used by many connections at once. */
public final class InboundService implements SmtpService {
    private final SenderPolicy senders;
    private final RecipientPolicy recipients;
    private final AccountLogin login;
    private final MailFlow flow;
    private final MailCounter counter;

    public InboundService(Tenancy tenancy, AccountLogin login, MailFlow flow, MailCounter counter) {
        this.senders = new SenderPolicy(tenancy);
        this.recipients = new RecipientPolicy(tenancy);
        this.login = login;
        this.flow = flow;
        this.counter = counter;
    }

    @Override
    public SmtpSessionCallbacks open(ConnectionFacts facts) {
        return new InboundSession(
                senders, recipients, new Login(login, facts.remote().getAddress()), flow, counter);
    }
}

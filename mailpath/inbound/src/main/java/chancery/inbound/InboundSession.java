package chancery.inbound;

import chancery.flow.AcceptanceReply;
import chancery.flow.MailFlow;
import chancery.flow.MailIntake;
import chancery.flow.Origin;
import chancery.flow.Trace;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import chancery.smtp.AuthOutcome;
import chancery.smtp.ConnectionFacts;
import chancery.smtp.ContentSink;
import chancery.smtp.Greeting;
import chancery.smtp.MailCommand;
import chancery.smtp.PlainCredentials;
import chancery.smtp.ScramCredential;
import chancery.smtp.SmtpSessionCallbacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One connection's transactions. */
final class InboundSession implements SmtpSessionCallbacks {
    private static final SmtpReply SENDER_OK = SmtpReply.of(250, "2.1.0", "Sender ok");

    private final Greeting greeting;
    private final SenderPolicy senders;
    private final RecipientPolicy recipientPolicy;
    private final Login login;
    private final MailFlow flow;
    private final MailCounter counter;
    private Optional<Transaction> current = Optional.empty();

    private record Transaction(
            Origin origin, MailCommand command, ConnectionFacts facts, List<EnvelopeRecipient> recipients) {}

    InboundSession(
            Greeting greeting,
            SenderPolicy senders,
            RecipientPolicy recipientPolicy,
            Login login,
            MailFlow flow,
            MailCounter counter) {
        this.greeting = greeting;
        this.senders = senders;
        this.recipientPolicy = recipientPolicy;
        this.login = login;
        this.flow = flow;
        this.counter = counter;
    }

    @Override
    public Greeting greeting() {
        return greeting;
    }

    @Override
    public AuthOutcome authenticate(PlainCredentials credentials) {
        return login.plain(credentials);
    }

    @Override
    public Optional<ScramCredential> scramCredential(String name) {
        return login.scram(name);
    }

    @Override
    public void authenticationFailed(ConnectionFacts facts, String mechanism) {
        login.failed();
    }

    @Override
    public SmtpReply mail(ConnectionFacts facts, MailCommand command) {
        SenderDecision decision = senders.decide(facts, login.person(facts.identity()), command.reversePath());
        return switch (decision) {
            case SenderDecision.Refused refused -> refused.reply();
            case SenderDecision.Admitted admitted -> {
                current = Optional.of(new Transaction(admitted.origin(), command, facts, new ArrayList<>()));
                yield SENDER_OK;
            }
        };
    }

    @Override
    public SmtpReply rcpt(EnvelopeRecipient recipient) {
        Transaction transaction = current.orElseThrow();
        EnvelopeRecipient meant = recipientPolicy.meant(recipient);
        SmtpReply reply = recipientPolicy.decide(transaction.origin(), meant);
        if (reply.isPositive()) {
            transaction.recipients().add(meant);
        }
        return reply;
    }

    @Override
    public ContentSink content() {
        Transaction transaction = current.orElseThrow();
        MailCommand command = transaction.command();
        var envelope = new Envelope(command.reversePath(), transaction.recipients(), command.options());
        MailIntake intake = flow.begin(transaction.origin(), envelope, trace(transaction));
        return new IntakeSink(
                intake, reply -> counter.answered(transaction.facts().kind(), reply));
    }

    @Override
    public void reset() {
        current = Optional.empty();
    }

    private static Trace trace(Transaction transaction) {
        ConnectionFacts facts = transaction.facts();
        return new Trace(
                facts.helo(),
                Optional.of(facts.remote().getAddress()),
                facts.protocol(transaction.command().options().smtpUtf8()),
                facts.tls().map(tls -> tls.version() + " " + tls.cipher()));
    }

    private record IntakeSink(MailIntake intake, java.util.function.Consumer<AcceptanceReply> told)
            implements ContentSink {
        @Override
        public void write(byte[] octets, int offset, int length) {
            intake.write(octets, offset, length);
        }

        @Override
        public SmtpReply finish() {
            AcceptanceReply reply = intake.finish();
            told.accept(reply);
            return reply.reply();
        }

        @Override
        public void abort() {
            intake.abort();
        }
    }
}

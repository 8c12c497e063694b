package chancery.demo;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.FaultException;
import chancery.mail.SmtpReply;
import chancery.smtp.ConnectionFacts;
import chancery.smtp.ContentSink;
import chancery.smtp.MailCommand;
import chancery.smtp.SmtpService;
import chancery.smtp.SmtpSessionCallbacks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The mail server of one of the world's domains. */
final class WorldService implements SmtpService {
    private static final SmtpReply OK = SmtpReply.of(250, "2.1.0", "Ok");

    private final WorldDomain domain;
    private final WorldMailbox mailbox;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    WorldService(WorldDomain domain, WorldMailbox mailbox) {
        this.domain = domain;
        this.mailbox = mailbox;
    }

    @Override
    public SmtpSessionCallbacks open(ConnectionFacts facts) {
        return new Session();
    }

    private final class Session implements SmtpSessionCallbacks {
        private String sender = "";
        private String tls = "none";
        private final List<String> recipients = new ArrayList<>();

        @Override
        public SmtpReply mail(ConnectionFacts facts, MailCommand command) {
            sender = command.reversePath().toString();
            tls = facts.tls().map(t -> t.version() + " " + t.cipher()).orElse("none");
            recipients.clear();
            return OK;
        }

        @Override
        public SmtpReply rcpt(EnvelopeRecipient recipient) {
            String address = recipient.address().toString();
            return switch (domain.behaviour()) {
                case ACCEPTS -> accept(address);
                case DEFERS_FIRST ->
                    seen.add(sender + " " + address)
                            ? SmtpReply.of(451, "4.7.1", "Greylisted, please come again")
                            : accept(address);
                case REFUSES_NOBODY ->
                    recipient.address().localPart().equals("nobody")
                            ? SmtpReply.of(550, "5.1.1", "No such mailbox here")
                            : accept(address);
            };
        }

        private SmtpReply accept(String address) {
            recipients.add(address);
            return SmtpReply.of(250, "2.1.5", "Ok");
        }

        @Override
        public ContentSink content() {
            return new Sink(sender, List.copyOf(recipients), tls);
        }
    }

    private final class Sink implements ContentSink {
        private final String sender;
        private final List<String> recipients;
        private final String tls;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Sink(String sender, List<String> recipients, String tls) {
            this.sender = sender;
            this.recipients = recipients;
            this.tls = tls;
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            content.write(octets, offset, length);
        }

        @Override
        public SmtpReply finish() {
            try {
                mailbox.keep(domain, sender, recipients, tls, content.toByteArray());
                return SmtpReply.of(250, "2.0.0", "Kept");
            } catch (IOException e) {
                throw new FaultException(DemoError.NOT_KEPT, e);
            }
        }

        @Override
        public void abort() {
            content.reset();
        }
    }
}

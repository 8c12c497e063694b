package chancery.smtp;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.FaultException;
import chancery.mail.SmtpReply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A service that takes everything and remembers it. Local-parts ask for special treatment: {@code nobody@} is refused,
 * {@code later@} deferred, {@code fault@} fails.
 */
final class RecordingService implements SmtpService {
    static final String USER = "user";
    static final String PASSWORD = "pencil";

    record Received(ConnectionFacts facts, MailCommand command, List<EnvelopeRecipient> recipients, byte[] content) {
        String text() {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }

    final List<Received> mails = new CopyOnWriteArrayList<>();
    /** When set, every connection fails to open. */
    volatile String openFault = "";

    /** What every connection is greeted with. */
    volatile Greeting greeting = new Greeting.Accept();

    final List<String> events = new CopyOnWriteArrayList<>();
    private final ScramCredential credential = ScramCredential.derive(
            "account-1", PASSWORD.toCharArray(), "0123456789abcdef".getBytes(StandardCharsets.US_ASCII), 4_096);

    @Override
    public SmtpSessionCallbacks open(ConnectionFacts facts) {
        events.add("open " + facts.remote().getHostString());
        if (!openFault.isEmpty()) {
            throw new FaultException(SmtpError.CALLBACK, openFault);
        }
        return new Session();
    }

    private final class Session implements SmtpSessionCallbacks {
        private Optional<ConnectionFacts> facts = Optional.empty();
        private Optional<MailCommand> command = Optional.empty();
        private final List<EnvelopeRecipient> recipients = new ArrayList<>();

        @Override
        public Greeting greeting() {
            return greeting;
        }

        @Override
        public void failed(RuntimeException cause) {
            events.add("fault");
        }

        @Override
        public AuthOutcome authenticate(PlainCredentials credentials) {
            if (credentials.name().equals("down")) {
                return new AuthOutcome.Unavailable();
            }
            String password = new String(credentials.password(), StandardCharsets.UTF_8);
            boolean right = credentials.name().equals(USER) && credential.matches(password.toCharArray());
            return right ? new AuthOutcome.Accepted(credential.identity()) : new AuthOutcome.Rejected();
        }

        @Override
        public Optional<ScramCredential> scramCredential(String name) {
            return name.equals(USER) ? Optional.of(credential) : Optional.empty();
        }

        @Override
        public void authenticationFailed(ConnectionFacts now, String mechanism) {
            events.add("failed " + mechanism);
        }

        @Override
        public SmtpReply mail(ConnectionFacts now, MailCommand given) {
            if (given.reversePath().toString().startsWith("fault@")) {
                throw new FaultException(SmtpError.CALLBACK, "asked for");
            }
            facts = Optional.of(now);
            command = Optional.of(given);
            recipients.clear();
            return SmtpReply.of(250, "2.1.0", "Sender taken");
        }

        @Override
        public SmtpReply rcpt(EnvelopeRecipient recipient) {
            switch (recipient.address().localPart()) {
                case "nobody":
                    return SmtpReply.of(550, "5.1.1", "No such mailbox");
                case "later":
                    return SmtpReply.of(450, "4.2.1", "Try again later");
                case "fault":
                    throw new FaultException(SmtpError.CALLBACK, "asked for");
                default:
                    recipients.add(recipient);
                    return SmtpReply.of(250, "2.1.5", "Recipient taken");
            }
        }

        @Override
        public ContentSink content() {
            return new Sink();
        }

        @Override
        public void reset() {
            events.add("reset");
        }

        @Override
        public void closed() {
            events.add("closed");
        }

        private final class Sink implements ContentSink {
            private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

            @Override
            public void write(byte[] from, int offset, int length) {
                octets.write(from, offset, length);
                if (recipients.getFirst().address().localPart().equals("diskfull")) {
                    throw new FaultException(SmtpError.CALLBACK, "asked for");
                }
            }

            @Override
            public SmtpReply finish() {
                events.add("finish");
                mails.add(new Received(
                        facts.orElseThrow(), command.orElseThrow(), List.copyOf(recipients), octets.toByteArray()));
                return SmtpReply.of(250, "2.0.0", "Taken");
            }

            @Override
            public void abort() {
                events.add("abort");
            }
        }
    }
}

package chancery.smtp;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import java.util.Optional;

/**
 * Decisions about one connection, all called on its thread, one after the other. The server has checked syntax, order and its own limits
 * before it asks. A {@link chancery.mail.FaultException} or any other unchecked exception becomes 451 4.3.0.
 *
 * <p>Order: {@code greeting}, then any number of transactions {@code mail (rcpt+ content)? reset}, then {@code closed}.
 */
public interface SmtpSessionCallbacks {
    /** Called once, first. */
    default Greeting greeting() {
        return new Greeting.Accept();
    }

    /** Verifies a password given by AUTH PLAIN; called only under TLS. Must take as long for unknown names as for wrong passwords. */
    default AuthOutcome authenticate(PlainCredentials credentials) {
        return new AuthOutcome.Rejected();
    }

    /**
     * What is stored for a name given by SCRAM-SHA-256; called only under TLS. For an unknown name return empty: the
     * server goes on with a made-up credential, so that the client cannot tell.
     */
    default Optional<ScramCredential> scramCredential(String name) {
        return Optional.empty();
    }

    /** An exchange has failed: for counters, throttling and the audit. */
    default void authenticationFailed(ConnectionFacts facts, String mechanism) {}

    /**
     * A transaction begins when the reply is positive.
     *
     * @param facts as they are now, with authentication and TLS
     */
    SmtpReply mail(ConnectionFacts facts, MailCommand command);

    /** One forward-path; a positive reply adds it to the transaction. */
    SmtpReply rcpt(EnvelopeRecipient recipient);

    /** The content of the transaction is about to come; there is at least one recipient. */
    ContentSink content();

    /** The transaction is over: done, refused or given up (RSET, new EHLO, STARTTLS). Called once for each positive {@code mail}. */
    default void reset() {}

    /** A callback or the sink failed, and the client gets 451 4.3.0: for logs and metrics. */
    default void failed(RuntimeException cause) {}

    /** The connection is over; called once, last. */
    default void closed() {}
}

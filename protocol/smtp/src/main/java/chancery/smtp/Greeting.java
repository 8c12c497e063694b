package chancery.smtp;

import chancery.mail.SmtpReply;

/** How a connection begins (RFC 5321 §3.1). */
public sealed interface Greeting {
    /** 220. */
    record Accept() implements Greeting {}

    /**
     * The client is told and the connection closed.
     *
     * @param reply 421 (try again later) or 554 (no service for you)
     */
    record Refuse(SmtpReply reply) implements Greeting {
        public Refuse {
            if (reply.code() != 421 && reply.code() != 554) {
                throw new IllegalArgumentException("a greeting is 220, 421 or 554");
            }
        }
    }
}

package chancery.smtp;

/** What a listener is there for. */
public enum ListenerKind {
    /** Mail from other servers; no authentication, STARTTLS when offered. */
    MX,
    /** Mail from people and their programs (RFC 6409 §3.1); STARTTLS, then authentication. */
    SUBMISSION,
    /** The same with TLS from the first octet (RFC 8314 §3.3). */
    SUBMISSIONS;

    /** AUTH is offered, once TLS is on. */
    public boolean authenticates() {
        return this != MX;
    }
}

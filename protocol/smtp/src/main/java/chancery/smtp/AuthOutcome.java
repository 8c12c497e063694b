package chancery.smtp;

/** Answer of the service to a password (RFC 4954 §6). */
public sealed interface AuthOutcome {
    /** @param identity the name under which the session goes on; {@link ConnectionFacts#identity()} */
    record Accepted(String identity) implements AuthOutcome {}

    /** Unknown, wrong, locked: the client learns no difference (535 5.7.8). */
    record Rejected() implements AuthOutcome {}

    /** The accounts cannot be looked up now (454 4.7.0). */
    record Unavailable() implements AuthOutcome {}
}

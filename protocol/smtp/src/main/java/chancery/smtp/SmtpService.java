package chancery.smtp;

/** Whoever owns a listener: decides about each connection and its mail. Used by many threads at once. */
@FunctionalInterface
public interface SmtpService {
    /**
     * A client has connected and nothing was sent yet. Called once for each connection that the listener's own limits let
     * pass, on the connection's thread; may block, within the client's patience.
     */
    SmtpSessionCallbacks open(ConnectionFacts facts);

    /** {@link #open} failed, and the client was sent away with 421: for logs and metrics. */
    default void failed(ConnectionFacts facts, RuntimeException cause) {}
}

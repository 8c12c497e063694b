package chancery.mail;

/** When a DSN is wanted (RFC 3461 §4.1). An empty set stands for a command without NOTIFY. */
public enum Notify {
    NEVER,
    SUCCESS,
    FAILURE,
    DELAY
}

package chancery.telemetry;

import java.util.Locale;
import org.slf4j.event.Level;

/** The event catalogue: everything Chancery itself writes to its log. A name is never used again for something else. */
public enum Event {
    SERVER_STARTING(Level.INFO, "Starting"),
    SERVER_READY(Level.INFO, "Ready to serve"),
    SERVER_STOPPING(Level.INFO, "Stopping; what was accepted is finished or kept"),
    SERVER_STOPPED(Level.INFO, "Stopped"),
    SERVER_FAILED(Level.ERROR, "Cannot start"),
    CRYPTOGRAPHY_NATIVE(Level.INFO, "Cryptography is computed by native code from now on"),
    CRYPTOGRAPHY_FALLBACK(Level.INFO, "Cryptography is computed by the Java runtime, which is slower"),
    CONFIG_WARNING(Level.WARN, "The configuration asks for something that may be wrong"),

    DATABASE_STARTED(Level.INFO, "Database started"),
    DATABASE_MIGRATED(Level.INFO, "Database brought to this version"),
    DATABASE_LOST(Level.ERROR, "Database cannot be reached; mail is deferred until it can"),
    DATABASE_BACK(Level.INFO, "Database is back"),
    BLOB_FAILED(Level.ERROR, "A content could not be written or read"),
    KEYS_CREATED(Level.INFO, "Keys created"),

    LISTENER_OPEN(Level.INFO, "Listening"),
    LISTENER_CLOSED(Level.INFO, "No longer listening"),
    CERTIFICATE_MADE(Level.WARN, "No certificate is configured; one that nobody trusts was made"),
    CERTIFICATE_EXPIRES(Level.WARN, "A certificate ends soon"),
    CONNECTION_REFUSED(Level.INFO, "Connection refused"),
    CONNECTION_CUT(Level.INFO, "Connection cut off"),
    PROTOCOL_VIOLATION(Level.WARN, "Client broke the protocol"),
    SIGN_IN_FAILED(Level.WARN, "Sign-in failed"),
    SIGN_IN(Level.DEBUG, "Signed in"),

    MAIL_ACCEPTED(Level.INFO, "Mail accepted"),
    MAIL_REFUSED(Level.INFO, "Mail refused"),
    MAIL_DEFERRED(Level.WARN, "Mail deferred"),
    RECIPIENT_REFUSED(Level.INFO, "Recipient refused"),
    METHOD_REPLACED(Level.WARN, "The planned method could not be kept; the next one was taken"),

    DELIVERY_DONE(Level.INFO, "Delivered"),
    DELIVERY_DELAYED(Level.INFO, "Delivery delayed"),
    DELIVERY_FAILED(Level.WARN, "Delivery failed"),
    DESTINATION_DOWN(Level.WARN, "Destination answers no more; its mail waits"),
    LEASE_TAKEN_OVER(Level.WARN, "Work of a node that is gone was taken over"),
    NOTICE_QUEUED(Level.INFO, "Notice queued"),
    RETENTION_DONE(Level.INFO, "What was over its time is forgotten"),
    MAIL_EXPIRED(Level.INFO, "Mail expired; its key is destroyed"),

    PORTAL_CODE_SENT(Level.INFO, "One-time code sent"),
    PORTAL_CODE_REFUSED(Level.WARN, "One-time code refused"),
    PORTAL_OPENED(Level.INFO, "Protected mail opened"),
    PORTAL_REPLIED(Level.INFO, "Reply written in the portal"),

    ADMIN_CHANGED(Level.INFO, "Changed by an administrator"),
    ADMIN_REFUSED(Level.WARN, "Request to the API refused"),
    AUDIT_BROKEN(Level.ERROR, "The audit chain does not verify"),

    FAULT(Level.ERROR, "Fault"),
    WARNING(Level.WARN, "Warning"),
    NOTE(Level.INFO, "Note"),
    TRACE(Level.DEBUG, "Trace");

    private final Level level;
    private final String words;

    Event(Level level, String words) {
        this.level = level;
        this.words = words;
    }

    Level level() {
        return level;
    }

    /** For a person. */
    public String words() {
        return words;
    }

    /** For a machine: {@code mail-accepted}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

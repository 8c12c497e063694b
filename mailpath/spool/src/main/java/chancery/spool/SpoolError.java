package chancery.spool;

import chancery.mail.ErrorCode;

/** Faults of the queue. */
public enum SpoolError implements ErrorCode {
    /** More mails wait for the commit than the limit allows, or it took too long. */
    BUSY(4001, ErrorClass.RESOURCE),
    /** The node is stopping and takes nothing more. */
    STOPPING(4002, ErrorClass.RESOURCE),
    /** The database did not take the commit; nothing was accepted. */
    COMMIT_FAILED(4003, ErrorClass.RESOURCE),
    /** A waiting thread was interrupted. The mail may have been accepted. */
    INTERRUPTED(4004, ErrorClass.LOCAL),
    /** The content's key was destroyed while the mail was queued. */
    CONTENT_DESTROYED(4005, ErrorClass.LOCAL),
    /** A queued mail whose content is not there. */
    CONTENT_MISSING(4006, ErrorClass.LOCAL),
    /** A row that cannot be read back into a queue entry. */
    ROW_UNREADABLE(4007, ErrorClass.LOCAL),
    /** The attempt runner failed unexpectedly. */
    ATTEMPT_FAULT(4008, ErrorClass.LOCAL);

    private final int number;
    private final ErrorClass errorClass;

    SpoolError(int number, ErrorClass errorClass) {
        this.number = number;
        this.errorClass = errorClass;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public ErrorClass errorClass() {
        return errorClass;
    }
}

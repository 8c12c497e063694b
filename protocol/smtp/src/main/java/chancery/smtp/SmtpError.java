package chancery.smtp;

import chancery.mail.ErrorCode;

/** Faults of this module. */
public enum SmtpError implements ErrorCode {
    /** A callback of the service failed. */
    CALLBACK(3001, ErrorClass.LOCAL),
    /** TLS could not be started. */
    TLS_HANDSHAKE(3002, ErrorClass.REMOTE);

    private final int number;
    private final ErrorClass errorClass;

    SmtpError(int number, ErrorClass errorClass) {
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

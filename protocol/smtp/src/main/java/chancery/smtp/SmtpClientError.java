package chancery.smtp;

import chancery.mail.ErrorCode;

/** Faults of the client. */
public enum SmtpClientError implements ErrorCode {
    /** The trust anchors for servers cannot be read or used. */
    TRUST_ANCHORS(3101, ErrorClass.LOCAL);

    private final int number;
    private final ErrorClass errorClass;

    SmtpClientError(int number, ErrorClass errorClass) {
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

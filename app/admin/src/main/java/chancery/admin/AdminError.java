package chancery.admin;

import chancery.mail.ErrorCode;

/** Faults of the API. */
public enum AdminError implements ErrorCode {
    TOKEN_FILE(9101, ErrorClass.LOCAL),
    DESCRIPTION_MISSING(9102, ErrorClass.LOCAL);

    private final int number;
    private final ErrorClass errorClass;

    AdminError(int number, ErrorClass errorClass) {
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

package chancery.tenancy;

import chancery.mail.ErrorCode;

/** Faults of tenancy. */
public enum TenancyError implements ErrorCode {
    CRYPTOGRAPHY_MISSING(8101, ErrorClass.LOCAL),
    ROW_UNREADABLE(8102, ErrorClass.LOCAL);

    private final int number;
    private final ErrorClass errorClass;

    TenancyError(int number, ErrorClass errorClass) {
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

package chancery.flow;

import chancery.mail.ErrorCode;

/** Faults of the mail flow. */
public enum FlowError implements ErrorCode {
    CONTENT_NOT_WRITTEN(6001, ErrorClass.LOCAL),
    CONTENT_NOT_READ(6002, ErrorClass.LOCAL),
    CONTENT_KEY_DESTROYED(6003, ErrorClass.LOCAL),
    NOTICE_NOT_BUILT(6004, ErrorClass.LOCAL);

    private final int number;
    private final ErrorClass errorClass;

    FlowError(int number, ErrorClass errorClass) {
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

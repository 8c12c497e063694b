package chancery.policy;

import chancery.mail.ErrorCode;

/** Faults of policy. */
public enum PolicyError implements ErrorCode {
    SHIPPED_LEXICON_UNREADABLE(8201, ErrorClass.LOCAL),
    STORED_POLICY_UNREADABLE(8202, ErrorClass.LOCAL);

    private final int number;
    private final ErrorClass errorClass;

    PolicyError(int number, ErrorClass errorClass) {
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

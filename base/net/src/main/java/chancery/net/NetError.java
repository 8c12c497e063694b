package chancery.net;

import chancery.mail.ErrorCode;

/** Faults of this module. */
public enum NetError implements ErrorCode {
    /** Another program listens on that address. */
    ADDRESS_IN_USE(2001, ErrorClass.LOCAL),
    /** The address cannot be bound: not ours, or not permitted. */
    ADDRESS_REFUSED(2002, ErrorClass.LOCAL),
    /** Certificate, key or trust file cannot be read or do not belong together. */
    TLS_FILES(2003, ErrorClass.LOCAL),
    /** The Java runtime lacks an algorithm that it must have. */
    TLS_ALGORITHM(2004, ErrorClass.LOCAL);

    private final int number;
    private final ErrorClass errorClass;

    NetError(int number, ErrorClass errorClass) {
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

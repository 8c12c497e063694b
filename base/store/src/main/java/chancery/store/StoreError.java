package chancery.store;

import chancery.mail.ErrorCode;

/** Faults of the store. */
public enum StoreError implements ErrorCode {
    /** No connection, or it broke: the database is down, starting, or too busy. */
    DATABASE_UNREACHABLE(1001, ErrorClass.RESOURCE),
    /** Disk, memory or connections of the database are used up. */
    DATABASE_FULL(1002, ErrorClass.RESOURCE),
    /** The database refused a statement. */
    STATEMENT_REFUSED(1003, ErrorClass.LOCAL),
    /** A row was changed at the same time by another transaction; trying again may help. */
    CONFLICT(1004, ErrorClass.LOCAL),
    /** A folder or bucket of encrypted bodies cannot be read or written. */
    BLOB_STORE(1005, ErrorClass.RESOURCE),
    /** A keyset cannot be read, written or used. */
    KEYSET(1006, ErrorClass.LOCAL),
    /** A stored content does not verify: changed or cut short at rest. */
    CONTENT_DAMAGED(1007, ErrorClass.LOCAL),
    /** The embedded database cannot be unpacked, initialised or started. */
    EMBEDDED_DATABASE(1008, ErrorClass.LOCAL);

    private final int number;
    private final ErrorClass errorClass;

    StoreError(int number, ErrorClass errorClass) {
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

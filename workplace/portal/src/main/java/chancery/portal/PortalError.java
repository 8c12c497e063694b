package chancery.portal;

import chancery.mail.ErrorCode;

/** Faults of the portal. */
enum PortalError implements ErrorCode {
    CONTENT_UNREADABLE(7001, ErrorClass.LOCAL),
    TENANT_WITHOUT_FACE(7002, ErrorClass.LOCAL),
    MAIL_NOT_WRITTEN(7003, ErrorClass.RESOURCE);

    private final int number;
    private final ErrorClass errorClass;

    PortalError(int number, ErrorClass errorClass) {
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

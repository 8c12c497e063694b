package chancery.telemetry;

import chancery.mail.ErrorCode;

/** Faults of this module. */
public enum TelemetryError implements ErrorCode {
    MANAGEMENT_PORT_TAKEN(9101, ErrorClass.LOCAL),
    MANAGEMENT_FAILED(9102, ErrorClass.LOCAL);

    private final int number;
    private final ErrorClass errorClass;

    TelemetryError(int number, ErrorClass errorClass) {
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
